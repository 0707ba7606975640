package dev.meshgen.upgrade;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.model.Revision;
import java.util.List;
import java.util.Optional;

/**
 * One pull request of an upgrade.
 *
 * @param ring the ring it moves; empty for all that no ring has moved before
 * @param clusters whose settings change
 * @param target the control plane that the upgrade leads to
 * @param tags that move
 * @param leaving releases of charts that are gone after it
 * @param edit of the spec
 * @param warnings of the spec after it which the one before it did not have
 */
public record UpgradeStep(
    Kind kind,
    String ring,
    List<String> clusters,
    Revision target,
    List<String> tags,
    List<String> leaving,
    Edit edit,
    List<Diagnostic> warnings) {

  /** What a step does. */
  public enum Kind {
    /** A new version replaces the old one. */
    IN_PLACE,
    /** A second control plane. */
    CANARY,
    /** Tags from the old control plane to the new one. */
    TAGS,
    /** The new control plane takes the place of the old one, which goes. */
    PROMOTE,
    /** The new control plane goes, since the old one has its version. */
    RETIRE,
    /** Settings go that say what holds without them. */
    CLEAN_UP
  }

  /** A file of the spec before and after. */
  public record ChangedFile(String name, byte[] before, byte[] after) {}

  /**
   * What it does to the spec.
   *
   * @param changes of fields
   * @param files that change, unless {@code refused}
   * @param refused why the files cannot be edited for you
   */
  public record Edit(
      List<SettingChange> changes, List<ChangedFile> files, Optional<String> refused) {
    public Edit {
      changes = List.copyOf(changes);
      files = List.copyOf(files);
    }
  }

  public UpgradeStep {
    clusters = List.copyOf(clusters);
    tags = List.copyOf(tags);
    leaving = List.copyOf(leaving);
    warnings = List.copyOf(warnings);
  }

  UpgradeStep warning(List<Diagnostic> found) {
    return new UpgradeStep(kind, ring, clusters, target, tags, leaving, edit, found);
  }
}
