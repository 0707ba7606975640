package dev.meshgen.cli;

import dev.meshgen.compile.Compiled;
import dev.meshgen.compile.Compiler;
import dev.meshgen.compile.Env;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.Verification;
import dev.meshgen.lock.WriterVersion;
import dev.meshgen.model.Mtls;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.review.ForeignFiles;
import dev.meshgen.review.Removals;
import dev.meshgen.review.Review;
import dev.meshgen.review.StepAlone;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.rules.lifecycle.DiscoveryLoad;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.ProcessCommandRunner;
import dev.meshgen.seal.sops.Surroundings;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.tree.TreeException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every command that compiles does: read, compile, compare, and perhaps write. */
final class RenderRun {
  /** What is about who runs the command, and where. */
  private static final Set<Code> OF_SURROUNDINGS =
      EnumSet.of(
          Code.IDENTITY_NEEDED,
          Code.ROOT_OF_STRANGERS,
          Code.SOPS_MISSING,
          Code.SOPS_TOO_OLD,
          Code.SEALING_REFUSED,
          Code.SOPS_OUTPUT,
          Code.PUBLIC_KEY_MISSING,
          Code.VAULT_SETTING,
          Code.VAULT_UNREACHABLE,
          Code.VAULT_UNTRUSTED,
          Code.VAULT_SEALED,
          Code.VAULT_BUSY,
          Code.VAULT_TOKEN,
          Code.VAULT_DENIED,
          Code.VAULT_LOGIN);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  private final SpecOptions spec;
  private final OutputOptions output;
  private final DiagnosticOptions diagnostics;
  private final ShownChanges shown;
  private final Report report = new Report();
  private final Compiler compiler;
  private List<SpecSource> sources = List.of();
  private boolean verifyAll;

  RenderRun(
      Console console, SpecOptions spec, OutputOptions output, DiagnosticOptions diagnostics) {
    this.console = console;
    this.spec = spec;
    this.output = output;
    this.diagnostics = diagnostics;
    this.shown = new ShownChanges(console, output, diagnostics);
    this.compiler = new Compiler(new Schemas(), env(console));
  }

  static Env env(Console console) {
    Surroundings surroundings =
        new Surroundings(
            console.environment(),
            System.getProperty("os.name"),
            new ProcessCommandRunner(),
            console.workingDirectory());
    return new Env(
        new SecureRandom(),
        console.clock(),
        Keyrings.in(surroundings),
        Keyrings.in(surroundings.withoutCommands()),
        console.environment(),
        console.workingDirectory());
  }

  /** Verifies every sealed file that can be opened, also those that were verified before. */
  RenderRun verifyingAll(boolean all) {
    verifyAll = all;
    return this;
  }

  /** Makes the request once the spec is known; what it finds wrong goes into the report. */
  interface Requests {
    Optional<IssueRequest> of(CheckedSpec checked, Report report) throws Exception;
  }

  int write(IssueRequest request) throws Exception {
    return write((spec, ignored) -> Optional.of(request));
  }

  int write(Requests requests) throws Exception {
    Optional<CheckedSpec> checked = check();
    if (checked.isEmpty()) {
      return problems();
    }
    Optional<IssueRequest> request = requests.of(checked.get(), report);
    if (request.isEmpty() || report.hasErrors()) {
      return problems();
    }
    try (OutputFolder folder = OutputFolder.open(output.path(console), PATIENCE, console::say)) {
      if (folder.recovered()) {
        console.say("completed an interrupted run");
      }
      Optional<Comparison> comparison = changes(folder, checked.get(), request.get());
      if (comparison.isEmpty()) {
        return problems();
      }
      List<String> does = comparison.get().does();
      comparison.get().folder().apply(comparison.get().changes());
      VerifiedFiles.of(output.path(console)).write(comparison.get().verified());
      comparison.get().notes().forEach(console::say);
      comparison.get().remarks().forEach(console::say);
      Diagnostics.print(console, diagnostics.format(), sources, report);
      does.forEach(console::say);
      console.say(shown.summary(comparison.get().changes()));
      return ExitCode.OK;
    }
  }

  private Verification verification() {
    return Verification.of(verifyAll, VerifiedFiles.of(output.path(console)).read());
  }

  int dryRun(Requests requests) throws Exception {
    Optional<Comparison> comparison = compare(requests);
    if (comparison.isEmpty()) {
      return problems();
    }
    if (diagnostics.format() == DiagnosticFormat.JSON) {
      report.notes().forEach(console::say);
      new JsonDiagnosticPrinter()
          .print(
              report.diagnostics(),
              comparison.get().changes().changes(),
              output.name(console),
              console.out());
    } else {
      Diagnostics.print(console, diagnostics.format(), sources, report);
      shown.list(comparison.get().changes());
    }
    comparison.get().remarks().forEach(console::say);
    comparison.get().does().forEach(console::say);
    return ExitCode.OK;
  }

  /** Lists what a run would put into the store that the spec names. */
  int preview(Requests requests) throws Exception {
    Optional<CheckedSpec> checked = check();
    Optional<IssueRequest> request =
        checked.isPresent() ? requests.of(checked.get(), report) : Optional.empty();
    if (request.isEmpty()) {
      return problems();
    }
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      List<String> lines =
          compiler.preview(checked.get(), folder, output.name(console), request.get(), report);
      if (diagnostics.refuses(report)) {
        return problems();
      }
      Diagnostics.print(console, diagnostics.format(), sources, report);
      lines.forEach(console.out()::println);
      if (lines.isEmpty()) {
        console.say("nothing to publish");
      }
      return ExitCode.OK;
    }
  }

  /** What a render would change; empty, and said why, if it would not. Writes nothing. */
  Optional<Changes> planned(IssueRequest request) throws Exception {
    Optional<Comparison> comparison = compare((spec, ignored) -> Optional.of(request));
    if (comparison.isEmpty()) {
      problems();
    }
    return comparison.map(Comparison::changes);
  }

  int check(IssueRequest request) throws Exception {
    Optional<Comparison> comparison = compare((spec, ignored) -> Optional.of(request));
    if (comparison.isEmpty()) {
      return problems();
    }
    Changes changes = comparison.get().changes();
    if (diagnostics.format() != DiagnosticFormat.TEXT) {
      changes.changes().forEach(change -> report.add(shown.stale(change)));
    }
    Diagnostics.print(console, diagnostics.format(), sources, report);
    if (changes.isEmpty()) {
      return ExitCode.OK;
    }
    shown.list(changes);
    shown.oldLocks(comparison.get().oldLocks());
    WriterVersion.difference(comparison.get().writer(), WriterVersion.current())
        .ifPresent(console::say);
    console.say(
        output.name(console)
            + " differs from what the spec compiles to; run `meshgen render` and commit");
    return ExitCode.PROBLEMS;
  }

  private Optional<Comparison> compare(Requests requests) throws Exception {
    Optional<CheckedSpec> checked = check();
    Optional<IssueRequest> request =
        checked.isPresent() ? requests.of(checked.get(), report) : Optional.empty();
    if (request.isEmpty()) {
      return Optional.empty();
    }
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      if (folder.interrupted()) {
        console.say(
            "an interrupted run left "
                + output.name(console)
                + " incomplete; `meshgen render` completes it");
      }
      return changes(folder, checked.get(), request.get());
    }
  }

  private Optional<CheckedSpec> check() throws SpecException {
    sources = spec.read(console, Optional.of(output.path(console)), report);
    return compiler.check(sources, place(), diagnostics.asOf(console), report);
  }

  private TreePlace place() {
    Path folder = output.path(console);
    return TreePlace.of(folder, GitCheckout.around(folder).map(git -> git.relative(folder)));
  }

  /** A comparison, the folder that may carry it out, and what was issued for it. */
  private record Comparison(
      OutputFolder folder,
      OutputTree tree,
      Changes changes,
      long oldLocks,
      Set<String> verified,
      Optional<String> writer,
      List<String> notes,
      List<String> remarks) {

    /** What the changes do to the mesh; to be asked before they are applied. */
    List<String> does() throws TreeException {
      return ChangeSummary.lines(tree, changes, folder);
    }
  }

  private Optional<Comparison> changes(
      OutputFolder folder, CheckedSpec checked, IssueRequest request)
      throws TreeException, UsageException {
    requireGone(request.consent().removed(), checked, folder);
    Optional<Compiled> compiled =
        compiler.compile(
            checked,
            folder,
            output.name(console),
            request.ofSpec(spec.typed()).verifying(verification()),
            report);
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    OutputFolder target =
        switch (compiled.get().rootKey()) {
          case KEPT -> folder;
          case RESEALED -> folder.resealingRoot();
          case REPLACED -> folder.replacingRoot();
        };
    Changes changes = target.plan(compiled.get().tree(), compiled.get().mesh());
    changes.problems().forEach(problem -> report.add(asTyped(problem)));
    report.addAll(
        new ForeignFiles(checked.mesh(), compiled.get().tree(), output.name(console))
            .among(changes.foreign()));
    if (!changes.changed().isEmpty() || !changes.removed().isEmpty()) {
      report.addAll(Review.of(compiled.get().plan(), compiled.get().locks(), changes, folder));
    }
    if (request.rootStep().isPresent()) {
      StepAlone.check(compiled.get().plan(), compiled.get().locks(), changes, output.name(console))
          .ifPresent(report::add);
    }
    if (diagnostics.refuses(report)) {
      return Optional.empty();
    }
    List<String> remarks =
        new ArrayList<>(Removals.describe(compiled.get().plan(), compiled.get().locks(), changes));
    remarks.addAll(compiled.get().nextSteps());
    if (isFirst(changes) && checked.mesh().security().mtls() == Mtls.STRICT) {
      remarks.add(
          "mutual TLS is strict from the start: workloads without a proxy cannot call those that have"
              + " one; where something runs already, begin with `security.mtls: permissive`");
    }
    if (!changes.isEmpty()) {
      place().assumption(checked.mesh()).ifPresent(remarks::add);
    }
    DiscoveryLoad.summary(checked.topology()).ifPresent(remarks::add);
    return Optional.of(
        new Comparison(
            target,
            compiled.get().tree(),
            changes,
            compiled.get().locks().withoutRecord(),
            compiled.get().verified(),
            compiled.get().writer(),
            compiled.get().notes(),
            remarks));
  }

  private static boolean isFirst(Changes changes) {
    return changes.created().stream().anyMatch(change -> change.path().equals(Layout.ROOT_LOCK));
  }

  /**
   * That an interrupted run removed a cluster already is fine; that the spec still has it is not.
   */
  private void requireGone(Set<String> removed, CheckedSpec checked, OutputFolder folder)
      throws TreeException, UsageException {
    for (String cluster : removed) {
      if (checked.topology().find(cluster).isPresent()) {
        throw new UsageException(
            "\"" + cluster + "\" is still in the spec; delete its document to remove it");
      }
      if (!folder.folders(Layout.CLUSTERS).contains(cluster)) {
        console.say("\"" + cluster + "\" is not in " + output.name(console));
      }
    }
  }

  /** The folder's problems name files by their whole path; people know them as they typed them. */
  private Diagnostic asTyped(Diagnostic problem) {
    String root = output.path(console).toString();
    String file = problem.at().file();
    return file.startsWith(root)
        ? problem.movedTo(Span.of(output.name(console) + file.substring(root.length())))
        : problem;
  }

  private int problems() {
    Diagnostics.print(console, diagnostics.format(), sources, report);
    return onlySurroundingsAreWrong() ? ExitCode.ENVIRONMENT : ExitCode.PROBLEMS;
  }

  /**
   * Then nothing is wrong with the spec or the folder, but with who runs the command, and where.
   */
  private boolean onlySurroundingsAreWrong() {
    return report.hasErrors()
        && report.diagnostics().stream()
            .filter(found -> found.severity() == Severity.ERROR)
            .allMatch(found -> OF_SURROUNDINGS.contains(found.code()));
  }
}
