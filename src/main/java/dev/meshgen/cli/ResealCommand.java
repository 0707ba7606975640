package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import dev.meshgen.rules.CheckedSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the certificates of clusters readable that an older meshgen sealed. */
final class ResealCommand extends Command {
  private final Argument<List<String>> clusters =
      optionalParameters("CLUSTER", "Clusters of the spec. Default: all.");
  private final Flag dryRun = flag("--dry-run", "Write nothing; list what would change.");

  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  ResealCommand(Console console) {
    super(
        "reseal",
        "Seal cacerts again so that only keys are encrypted and certificates can be read.",
        "The certificates and keys stay, and so do files that have this form. Needs an identity that"
            + " opens the others.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RenderRun run = new RenderRun(console, spec, output, diagnostics);
    return dryRun.isSet()
        ? run.dryRun((found, report) -> Optional.of(request(found)))
        : run.write((found, report) -> Optional.of(request(found)));
  }

  private IssueRequest request(CheckedSpec found) throws UsageException {
    RotateCommand.requireSigning(found.mesh());
    Set<String> wanted = new TreeSet<>(clusters.get().orElse(List.of()));
    for (String cluster : wanted) {
      RotateCommand.requireCluster(cluster, found.topology());
      RotateCommand.requirePrimary(cluster, found.topology());
    }
    if (wanted.isEmpty()) {
      wanted.addAll(found.topology().names());
    }
    return IssueRequest.resealing(wanted, diagnostics.asOf(console));
  }
}
