package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.Revocation;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.tree.TreeException;
import java.util.Optional;

/** Has proxies refuse an intermediate whose key is in other hands. */
final class TrustRevoke extends Command {
  private final ClusterSelection clusters = new ClusterSelection(this);
  private final RevocationListOption lists = new RevocationListOption(this);
  private final Flag dryRun = flag("--dry-run", "Write nothing; list what would change.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  TrustRevoke(Console console) {
    super(
        "revoke",
        "Revoke and replace the intermediates of clusters, and render.",
        "Adds revocation lists to the cacerts of all clusters. Needs an identity for the signing"
            + " key and, the first time, one that opens the cacerts of all other clusters: every"
            + " intermediate must sign a list, or proxies refuse it. `meshgen explain MG1090`"
            + " explains what the lists do not cover.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RenderRun run = new RenderRun(console, spec, output, diagnostics);
    return dryRun.isSet()
        ? run.dryRun((found, report) -> Optional.of(request(found)))
        : run.write((found, report) -> Optional.of(request(found)));
  }

  private IssueRequest request(CheckedSpec found)
      throws UsageException, CommandException, TreeException {
    RotateCommand.requireSigning(found.mesh());
    return IssueRequest.revoking(
        new Revocation(clusters.of(found, output.path(console)), lists.read(console)),
        diagnostics.asOf(console));
  }
}
