package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.Verification;
import dev.meshgen.lock.WriterVersion;
import dev.meshgen.model.LockSigner;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.verify.SignedLocks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What every command that compiles does: read, compile, compare, and perhaps write. */
final class RenderRun {
  private static final String DIFF = "meshgen diff";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  private final SpecOptions spec;
  private final OutputOptions output;
  private final DiagnosticOptions diagnostics;
  private final ShownChanges shown;
  private final Report report = new Report();
  private final Compiler compiler;
  private final CompareTree comparing;
  private List<SpecSource> sources = List.of();
  private Optional<SpecEdit> edit = Optional.empty();
  private boolean verifyAll;

  RenderRun(
      Console console, SpecOptions spec, OutputOptions output, DiagnosticOptions diagnostics) {
    this.console = console;
    this.spec = spec;
    this.output = output;
    this.diagnostics = diagnostics;
    this.shown = new ShownChanges(console, output, diagnostics);
    this.compiler = new Compiler(new Schemas(), console.env());
    this.comparing = new CompareTree(console, output, diagnostics, compiler, report);
  }

  /** Verifies every sealed file that can be opened, also those that were verified before. */
  RenderRun verifyingAll(boolean all) {
    verifyAll = all;
    return this;
  }

  /** Edits the spec before it is compiled; its files are written with the tree. */
  RenderRun editing(SpecEdit.Edit wanted) {
    edit = Optional.of(new SpecEdit(console, wanted));
    return this;
  }

  /** Makes the request once the spec is known; what it finds wrong goes into the report. */
  interface Requests {
    Optional<IssueRequest> of(CheckedSpec checked, Report report) throws Exception;
  }

  int write(IssueRequest request) throws Exception {
    return write((spec, ignored) -> Optional.of(request));
  }

  /** Says the plan of a run before anything is written, if the run can be made. */
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
      Optional<Comparison> comparison = compare(folder, checked.get(), request.get());
      if (comparison.isEmpty()) {
        return problems();
      }
      comparison.get().compiled().planned().forEach(console::say);
      ChangeSummary does = comparison.get().summary(diffOfWritten());
      if (edit.isPresent()) {
        edit.get().write();
      }
      comparison.get().folder().apply(comparison.get().changes());
      VerifiedFiles.of(output.path(console)).write(comparison.get().compiled().verified());
      comparison.get().compiled().notes().forEach(console::say);
      comparison.get().remarks().forEach(console::say);
      Diagnostics.print(console, diagnostics.format(), sources, report);
      does.lines().forEach(console::say);
      console.say(shown.summary(comparison.get().changes()));
      Report unsigned = new Report();
      checkSignature(comparison.get(), unsigned);
      if (unsigned.hasErrors()) {
        console.say(
            signers(comparison.get()).isEmpty()
                ? output.name(console)
                    + "/"
                    + Layout.LOCK_SIGNATURE
                    + " signs other locks, and trust.signers is empty: remove it, or run `meshgen"
                    + " sign --key FILE`"
                : "the locks need a new signature: review the changes, then run `meshgen sign --key"
                    + " FILE`");
      }
      return ExitCode.OK;
    }
  }

  /** Lists what a plain render would change, which `meshgen diff` says at length. */
  int dryRun(IssueRequest request) throws Exception {
    return dryRun((found, ignored) -> Optional.of(request), Optional.of(output.retold(DIFF)));
  }

  int dryRun(Requests requests) throws Exception {
    return dryRun(requests, Optional.empty());
  }

  private int dryRun(Requests requests, Optional<String> more) throws Exception {
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
    comparison.get().summary(more).lines().forEach(console::say);
    return ExitCode.OK;
  }

  /** Lists what a run would put into the store that the spec names, or whom it would seal for. */
  int preview(Requests requests, String nothing) throws Exception {
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
        console.say(nothing);
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
    checkSignature(comparison.get(), report);
    Diagnostics.print(console, diagnostics.format(), sources, report);
    if (changes.isEmpty()) {
      return report.hasErrors() ? ExitCode.of(report) : ExitCode.OK;
    }
    shown.list(changes);
    shown.oldLocks(comparison.get().compiled().locks().withoutRecord());
    WriterVersion.difference(comparison.get().compiled().writer(), WriterVersion.current())
        .ifPresent(console::say);
    console.say(
        output.name(console)
            + " differs from what the spec compiles to; run `meshgen render` and commit");
    return ExitCode.PROBLEMS;
  }

  /**
   * A render changes locks and signs none: whoever reviews it does. One that is left from the time
   * when the spec named signers belongs to other locks.
   */
  private void checkSignature(Comparison comparison, Report found) throws TreeException {
    List<LockSigner> signers = signers(comparison);
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      if (!signers.isEmpty() || folder.read(Layout.LOCK_SIGNATURE).isPresent()) {
        SignedLocks.of(folder).check(output.name(console), signers, found);
      }
    }
  }

  private static List<LockSigner> signers(Comparison comparison) {
    return comparison.compiled().plan().mesh().trust().signers();
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
      return compare(folder, checked.get(), request.get());
    }
  }

  private Optional<CheckedSpec> check() throws SpecException, CommandException, UsageException {
    sources = spec.read(console, Optional.of(output.path(console)), report);
    if (edit.isPresent()) {
      Report first = new Report();
      Optional<CheckedSpec> found =
          compiler.check(sources, output.place(console), diagnostics.asOf(console), first);
      if (found.isEmpty()) {
        report.addAll(first.diagnostics());
        return found;
      }
      sources = edit.get().of(sources, found.get());
    }
    return compiler.check(sources, output.place(console), diagnostics.asOf(console), report);
  }

  private Optional<Comparison> compare(
      OutputFolder folder, CheckedSpec checked, IssueRequest request) throws Exception {
    Verification wanted = Verification.of(verifyAll, VerifiedFiles.of(output.path(console)).read());
    return comparing.compare(folder, checked, request.ofSpec(spec.typed()).verifying(wanted));
  }

  /** Once the tree is written, only Git knows what it was before. */
  private Optional<String> diffOfWritten() {
    return GitCheckout.around(output.path(console)).map(git -> output.retold(DIFF + " HEAD"));
  }

  private int problems() {
    Diagnostics.print(console, diagnostics.format(), sources, report);
    return ExitCode.of(report);
  }
}
