package dev.meshgen.report;

import dev.meshgen.issue.Issued;
import dev.meshgen.issue.WaitingImports;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import java.util.List;
import java.util.Optional;

/**
 * What a person or a pipeline runs to have Vault keep what is sealed in the tree until then: one
 * command for each secret, so that it can be reviewed.
 */
public final class ImportScript {
  private ImportScript() {}

  /**
   * A template's view.
   *
   * @param word that names all of it
   */
  public record View(String word, List<Entry> entries) {}

  /**
   * A secret.
   *
   * @param mount of the KV engine
   * @param path in it
   * @param file in which it is sealed
   * @param description that is public, as JSON in one line
   */
  public record Entry(String mount, String path, String file, VerbatimText description) {}

  /** Empty if nothing waits. */
  public static Optional<View> of(MeshPlan plan, Issued issued) {
    List<Entry> entries =
        WaitingImports.of(plan, issued).stream()
            .map(
                each ->
                    new Entry(
                        each.at().mount(),
                        each.at().path(),
                        each.file(),
                        new VerbatimText(each.description())))
            .toList();
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new View(WaitingImports.id(issued.clusterLocks()).orElseThrow(), entries));
  }
}
