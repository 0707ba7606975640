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
      optionalParameters(
          "CLUSTER", "Clusters of the spec. Default: all, and the key that signs for them.");
  private final Flag dryRun =
      flag("--dry-run", "Write nothing; list what would be sealed, and for whom. Needs no key.");

  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  ResealCommand(Console console) {
    super(
        "reseal",
        "Seal files for the recipients that the spec names by now.",
        "Keys, tokens and certificates stay. For a new recipient the data key of a file is wrapped"
            + " again, and no value changes; without a former one all is encrypted again, with"
            + " another data key. Files of older versions get readable certificates. Needs an"
            + " identity that opens them.",
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
