package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Validity;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.trust.DueIntermediates;
import dev.meshgen.trust.TrustStatus;
import dev.meshgen.trust.TrustTree;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Replaces the intermediates whose time has come, as a job that runs every night would. */
final class TrustRenew extends Command {
  private final Argument<Duration> due =
      option(
          Duration.class,
          TrustStatusCommand::duration,
          "DURATION",
          "Replace intermediates that expire within DURATION, such as 30d. Default: the last third"
              + " of their validity.",
          "--due");
  private final Flag dryRun = flag("--dry-run", "Write nothing; list what is due. Needs no key.");
  private final TrustOptions trust = new TrustOptions(this);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Console console;

  TrustRenew(Console console) {
    super(
        "renew",
        "Replace all due intermediates, and render.",
        "The same as `meshgen trust rotate intermediate` with the clusters that are due. Writes"
            + " nothing if none is due.",
        "  meshgen trust renew --due=30d");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LocalDate day = diagnostics.asOf(console);
    Optional<TrustTree> tree = trust.tree(console);
    if (tree.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    if (tree.get().signers().isEmpty()) {
      Optional<TrustOptions.Elsewhere> elsewhere = trust.elsewhere(console, day);
      elsewhere.ifPresent(found -> console.say(found.words()));
      return elsewhere.isPresent() ? ExitCode.OK : ExitCode.PROBLEMS;
    }
    TrustStatus status =
        TrustStatus.of(
            tree.get().mesh().orElseThrow(), tree.get().signers(), DiagnosticOptions.startOf(day));
    DueIntermediates found = DueIntermediates.of(status, due.get());
    found.last().forEach(line -> console.say(endsWithItsRoot(line)));
    if (found.renewable().isEmpty()) {
      console.say(
          (found.last().isEmpty() ? "no intermediate is due" : "no other intermediate is due")
              + found.next().map(line -> "; the next to expire is the " + words(line)).orElse(""));
      return ExitCode.OK;
    }
    if (dryRun.isSet()) {
      found.renewable().forEach(line -> console.out().println(words(line)));
      return ExitCode.OK;
    }
    return new RenderRun(console, trust.spec(), trust.output(), diagnostics)
        .write((spec, report) -> Optional.of(request(spec, found.renewable(), day)));
  }

  private IssueRequest request(CheckedSpec found, List<TrustStatus.Line> lines, LocalDate day)
      throws UsageException {
    RotateCommand.requireSigning(found.mesh());
    requireLonger(found.mesh().trust().intermediate().validity());
    Set<String> clusters = new TreeSet<>();
    for (TrustStatus.Line line : lines) {
      String name = line.signer().cluster().orElseThrow();
      Optional<Cluster> cluster = found.topology().find(name);
      if (cluster.filter(ControlPlanes::runsIstiod).isPresent()) {
        clusters.add(name);
      } else {
        console.say(
            cluster.isPresent()
                ? "\"" + name + "\" is now a remote, and needs no intermediate"
                : "\"" + name + "\" is not in the spec, and gets no intermediate");
      }
    }
    return RotateCommand.request(found.mesh(), clusters, day);
  }

  private void requireLonger(Validity validity) throws UsageException {
    if (due.get().filter(wanted -> wanted.compareTo(validity.duration()) >= 0).isPresent()) {
      throw new UsageException(
          "a new intermediate would be due immediately: its `trust.intermediate.validity` is "
              + validity.text());
    }
  }

  private static String words(TrustStatus.Line line) {
    return line.signer().name()
        + ", on "
        + line.signer().certificate().notAfter().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String endsWithItsRoot(TrustStatus.Line line) {
    return "a new "
        + line.signer().name()
        + " would expire no later: its issuer also expires on "
        + line.signer().certificate().notAfter().atZone(ZoneOffset.UTC).toLocalDate()
        + "; replace that first";
  }
}
