package dev.meshgen.cli;

import dev.meshgen.compile.Compiled;
import dev.meshgen.compile.Compiler;
import dev.meshgen.compile.Env;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.lock.Writer;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.review.Removals;
import dev.meshgen.review.Review;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.rules.lifecycle.DiscoveryLoad;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.ProcessCommandRunner;
import dev.meshgen.seal.sops.Surroundings;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every command that compiles does: read, compile, compare, and perhaps write. */
final class RenderRun {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  private final List<String> files;
  private final OutputOptions output;
  private final DiagnosticOptions diagnostics;
  private final Report report = new Report();
  private final Compiler compiler;
  private List<SpecSource> sources = List.of();

  RenderRun(
      Console console, List<String> files, OutputOptions output, DiagnosticOptions diagnostics) {
    this.console = console;
    this.files = files;
    this.output = output;
    this.diagnostics = diagnostics;
    this.compiler = new Compiler(new Schemas(), env(console));
  }

  static Env env(Console console) {
    Surroundings surroundings =
        new Surroundings(
            console.environment(), System.getProperty("os.name"), new ProcessCommandRunner());
    return new Env(new SecureRandom(), console.clock(), Keyrings.in(surroundings));
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
      comparison.get().folder().apply(comparison.get().changes());
      comparison.get().notes().forEach(console::say);
      comparison.get().remarks().forEach(console::say);
      Diagnostics.print(console, diagnostics.format(), sources, report);
      console.say(summary(comparison.get().changes()));
      return ExitCode.OK;
    }
  }

  int dryRun(IssueRequest request) throws Exception {
    Optional<Comparison> comparison = compare(request);
    if (comparison.isEmpty()) {
      return problems();
    }
    Diagnostics.print(console, diagnostics.format(), sources, report);
    list(comparison.get().changes());
    comparison.get().remarks().forEach(console::say);
    return ExitCode.OK;
  }

  int check(IssueRequest request) throws Exception {
    Optional<Comparison> comparison = compare(request);
    if (comparison.isEmpty()) {
      return problems();
    }
    Diagnostics.print(console, diagnostics.format(), sources, report);
    if (comparison.get().changes().isEmpty()) {
      return ExitCode.OK;
    }
    list(comparison.get().changes());
    oldLocks(comparison.get().oldLocks());
    Writer.difference(comparison.get().writer(), Writer.current()).ifPresent(console::say);
    console.say(
        output.name() + " differs from what the spec compiles to; run `meshgen render` and commit");
    return ExitCode.PROBLEMS;
  }

  private void oldLocks(long clusters) {
    if (clusters > 0) {
      console.say(
          "an older meshgen wrote the "
              + (clusters == 1 ? "lock of 1 cluster" : "locks of " + clusters + " clusters")
              + ", without what runs there");
    }
  }

  private Optional<Comparison> compare(IssueRequest request) throws SpecException, TreeException {
    Optional<CheckedSpec> checked = check();
    if (checked.isEmpty()) {
      return Optional.empty();
    }
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      if (folder.interrupted()) {
        console.say(
            "an interrupted run left "
                + output.name()
                + " incomplete; `meshgen render` completes it");
      }
      return changes(folder, checked.get(), request);
    }
  }

  private Optional<CheckedSpec> check() throws SpecException {
    sources =
        new SpecFiles(console.workingDirectory(), console.in())
            .read(files, Optional.of(output.path(console)));
    return compiler.check(sources, diagnostics.asOf(console), report);
  }

  /** A comparison, the folder that may carry it out, and what was issued for it. */
  private record Comparison(
      OutputFolder folder,
      Changes changes,
      long oldLocks,
      Optional<String> writer,
      List<String> notes,
      List<String> remarks) {}

  private Optional<Comparison> changes(
      OutputFolder folder, CheckedSpec checked, IssueRequest request) throws TreeException {
    Optional<Compiled> compiled =
        compiler.compile(checked, folder, output.name(), request.ofSpec(files), report);
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    OutputFolder target = compiled.get().resealsRoot() ? folder.resealingRoot() : folder;
    Changes changes = target.plan(compiled.get().tree(), compiled.get().mesh());
    changes.problems().forEach(problem -> report.add(asTyped(problem)));
    if (!changes.changed().isEmpty() || !changes.removed().isEmpty()) {
      report.addAll(Review.of(compiled.get().plan(), compiled.get().locks(), changes, folder));
    }
    if (diagnostics.refuses(report)) {
      return Optional.empty();
    }
    List<String> remarks = new ArrayList<>(Removals.describe(compiled.get().plan(), changes));
    remarks.addAll(compiled.get().nextSteps());
    DiscoveryLoad.summary(checked.topology()).ifPresent(remarks::add);
    return Optional.of(
        new Comparison(
            target,
            changes,
            compiled.get().locks().withoutRecord(),
            compiled.get().writer(),
            compiled.get().notes(),
            remarks));
  }

  /** The folder's problems name files by their whole path; people know them as they typed them. */
  private Diagnostic asTyped(Diagnostic problem) {
    String root = output.path(console).toString();
    String file = problem.at().file();
    return file.startsWith(root)
        ? problem.movedTo(Span.of(output.name() + file.substring(root.length())))
        : problem;
  }

  private int problems() {
    Diagnostics.print(console, diagnostics.format(), sources, report);
    return onlyIdentitiesAreMissing() ? ExitCode.ENVIRONMENT : ExitCode.PROBLEMS;
  }

  /**
   * Then nothing is wrong with the spec or the folder, but with who runs the command, and where.
   */
  private boolean onlyIdentitiesAreMissing() {
    return report.hasErrors()
        && report.diagnostics().stream()
            .filter(found -> found.severity() == Severity.ERROR)
            .allMatch(found -> found.code() == Code.IDENTITY_NEEDED);
  }

  /** To standard output, unless that belongs to the diagnostics. */
  private void list(Changes changes) {
    PrintWriter to = diagnostics.format() == DiagnosticFormat.TEXT ? console.out() : console.err();
    for (Change change : changes.changes()) {
      String mark =
          switch (change.kind()) {
            case CREATE -> "+";
            case CHANGE -> "~";
            case REMOVE -> "-";
          };
      to.println(SourceExcerpt.visible(mark + " " + output.name() + "/" + change.path()));
    }
  }

  private String summary(Changes changes) {
    if (changes.isEmpty()) {
      return output.name() + ": nothing to change, " + changes.unchanged() + " files";
    }
    return output.name()
        + ": "
        + changes.created().size()
        + " files created, "
        + changes.changed().size()
        + " changed, "
        + changes.removed().size()
        + " removed, "
        + changes.unchanged()
        + " unchanged";
  }
}
