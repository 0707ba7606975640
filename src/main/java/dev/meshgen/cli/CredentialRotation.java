package dev.meshgen.cli;

import dev.meshgen.edit.EditRefused;
import dev.meshgen.issue.Consent;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import dev.meshgen.upgrade.EditGenerations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives clusters another token, by an edit of the spec and a render. */
final class CredentialRotation extends Command {
  private final Argument<List<String>> clusters = parameters("CLUSTER", "Clusters of the spec.");
  private final Optional<Flag> finish;
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  private CredentialRotation(
      Console console, String name, String summary, String description, boolean inSteps) {
    super(name, summary, description);
    this.console = console;
    this.finish =
        inSteps
            ? Optional.of(
                flag("--finish", "End the earlier token, once all clusters use the new one."))
            : Optional.empty();
  }

  /** In two renders, between which both tokens are valid. */
  static CredentialRotation rotate(Console console) {
    return new CredentialRotation(
        console,
        "rotate",
        "Have clusters create another token beside the one in use, and render.",
        "Raises the generation in the spec and keeps the previous one. Once the others have the new"
            + " token, --finish ends the earlier one. Needs no key.",
        true);
  }

  /** In one. */
  static CredentialRotation revoke(Console console) {
    return new CredentialRotation(
        console,
        "revoke",
        "End the tokens of clusters immediately, have them create another, and render.",
        "For leaked tokens. Other clusters see no changes in the cluster until they have the new"
            + " token. Needs no key.",
        false);
  }

  @Override
  public Integer call() throws Exception {
    if (spec.isStandardInput()) {
      throw new UsageException("this edits the spec, which cannot be standard input");
    }
    Set<String> named = new TreeSet<>(clusters.value());
    return new RenderRun(console, spec, output, diagnostics)
        .editing((sources, found) -> edited(sources, found, named))
        .write(
            (found, report) -> {
              IssueRequest request = IssueRequest.render(diagnostics.asOf(console));
              return Optional.of(
                  finish.isPresent() ? request : request.consenting(Consent.revoking(named)));
            });
  }

  private List<SpecSource> edited(List<SpecSource> sources, CheckedSpec found, Set<String> named)
      throws UsageException, EditRefused {
    Map<String, ReaderToken> before = new TreeMap<>();
    Map<String, ReaderToken> wanted = new TreeMap<>();
    for (String name : named) {
      RotateCommand.requireCluster(name, found.topology());
      Cluster cluster = found.topology().find(name).orElseThrow();
      requireToken(cluster, found.topology());
      ReaderToken now = cluster.kubernetes().reader();
      before.put(name, now);
      wanted.put(name, wanted(name, now));
    }
    return EditGenerations.of(sources, wanted, before);
  }

  private ReaderToken wanted(String name, ReaderToken now) throws UsageException {
    int next = now.generation() + 1;
    if (finish.isEmpty()) {
      return now.with(next, Optional.empty());
    }
    if (finish.get().isSet()) {
      if (now.kept().isEmpty()) {
        throw new UsageException('"' + name + "\" has one token, and no earlier one to end");
      }
      return now.with(now.generation(), Optional.empty());
    }
    if (now.kept().isPresent()) {
      throw new UsageException(
          '"'
              + name
              + "\" already has two tokens: end generation "
              + now.kept().get()
              + " with --finish first");
    }
    return now.with(next, Optional.of(now.generation()));
  }

  private static void requireToken(Cluster cluster, Topology topology) throws UsageException {
    CredentialCommand.requireRead(cluster.name(), topology);
    if (topology.controlPlanes().isConfigCluster(cluster)) {
      throw new UsageException(
          '"'
              + cluster.name()
              + "\" is read by an external istiod: delete its account `istiod` there, and file the new"
              + " token with `meshgen credential add`");
    }
  }
}
