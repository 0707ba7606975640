package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import dev.meshgen.rules.CheckedSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Changes who can open sealed files, and nothing in them. */
final class ResealCommand extends Command {
  private final Argument<List<String>> clusters =
      optionalParameters("CLUSTER", "Clusters of the spec. Default: all, and their signing key.");
  private final Flag dryRun =
      flag(
          "--dry-run",
          "Write nothing; list what would be sealed, and for which recipients. Needs no key.");

  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  ResealCommand(Console console) {
    super(
        "reseal",
        "Reseal files for the current recipients in the spec.",
        "Keys, tokens and certificates stay. Adding a recipient rewraps the data key of a file;"
            + " removing one re-encrypts the file with a new data key. Files of older versions get"
            + " readable certificates. Needs an identity that opens them.",
        "  meshgen reseal --dry-run",
        "  meshgen reseal");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RenderRun run = new RenderRun(console, spec, output, diagnostics);
    RenderRun.Requests requests = (found, report) -> Optional.of(request(found));
    return dryRun.isSet() ? run.preview(requests, "nothing to reseal") : run.write(requests);
  }

  private IssueRequest request(CheckedSpec found) throws UsageException {
    Set<String> wanted = new TreeSet<>(clusters.get().orElse(List.of()));
    for (String cluster : wanted) {
      RotateCommand.requireCluster(cluster, found.topology());
    }
    return IssueRequest.resealing(wanted, diagnostics.asOf(console));
  }
}
