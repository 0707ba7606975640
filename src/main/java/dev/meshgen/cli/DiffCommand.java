package dev.meshgen.cli;

import dev.meshgen.cli.ComparedSpecs.Pair;
import dev.meshgen.cli.ComparedSpecs.Side;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.AcceptedFindings;
import dev.meshgen.diff.ChangeRules;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.TopicFiles;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.output.Changes;
import dev.meshgen.provenance.Causes;
import dev.meshgen.tree.TreeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what a change does to the mesh. */
final class DiffCommand extends Command {
  private final Argument<String> base =
      optionalParameter(
          0,
          "BASE",
          "Tree to compare with: a Git revision or a folder. Default: the tree in the working"
              + " directory.");
  private final Argument<String> head =
      optionalParameter(
          1,
          "HEAD",
          "Tree to compare: a Git revision or a folder. Default: with BASE, the tree in the working"
              + " directory; without, the compiled spec.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final Flag bySpec =
      flag(
          "--spec",
          "Compare two compiled specs (revisions, files or folders) instead of committed trees."
              + " Default: the spec of the last commit and that of the working directory.");
  private final Argument<DiffFormat> format =
      option(
          DiffFormat.class,
          "FORMAT",
          "text; markdown: for a comment on a pull request; html: one page with pictures; json;"
              + " sarif, github, gitlab, junit: for tools, on the lines of the spec; labels,"
              + " codeowners: for approvals. Default: text.",
          "--format");
  private final Flag stat = flag("--stat", "Print one line per topic.");
  private final Flag direct =
      flag("--no-merge-base", "Compare with BASE itself, not with its merge base with HEAD.");
  private final Argument<String> failOn =
      option(
          String.class,
          "TOPIC,...",
          "Exit with 1 on an unacknowledged change of these topics ("
              + String.join(", ", ChangeRules.topics())
              + ", other) or weights (high, medium, low).",
          "--fail-on");
  private final DiagnosticOptions diagnostics = DiagnosticOptions.inText(this);
  private final Console console;

  DiffCommand(Console console) {
    super(
        "diff",
        "Explain what a change of the tree does to the mesh.",
        "Compares two trees object by object. Lists the same change in many clusters once, with its"
            + " effect on a running mesh. Needs no key.");
    this.console = console;
  }

  /**
   * Two trees, and what made them.
   *
   * @param spec behind the newer one, if it is known
   * @param specs behind both, if they are known and were asked for
   */
  private record Compared(Named before, Named after, Optional<Side> spec, Optional<Pair> specs) {}

  @Override
  public Integer call() throws Exception {
    StopWords stops =
        failOn.get().isPresent() ? StopWords.of(failOn.value()) : new StopWords(Set.of());
    Optional<Compared> compared = bySpec.isSet() ? specs() : trees();
    if (compared.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    Report report = new Report();
    MeshDiff found = MeshDiff.of(compared.get().before(), compared.get().after(), report);
    Diagnostics.print(console, DiagnosticFormat.TEXT, List.of(), report);
    if (report.hasErrors()) {
      return ExitCode.PROBLEMS;
    }
    MeshDiff diff =
        compared.get().spec().map(side -> accepted(side, found)).orElse(found).collapsed();
    print(diff, compared.get(), stops);
    return diff.changes().stream().anyMatch(stops::cover) ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private MeshDiff accepted(Side side, MeshDiff diff) {
    return new AcceptedFindings(side.spec().mesh().acknowledged(), diagnostics.asOf(console))
        .in(diff);
  }

  private void print(MeshDiff diff, Compared compared, StopWords stops) throws TreeException {
    Causes causes =
        compared.specs().isPresent()
            ? sides().causes(compared.specs().get(), diff)
            : Causes.UNKNOWN;
    Approvals approvals =
        new Approvals(
            compared.spec().map(side -> side.spec().mesh().review().approvals()).orElse(List.of()));
    Optional<AnnotationPrinter> annotations = DiffAnnotations.printer(asked());
    if (annotations.isPresent()) {
      annotations.get().print(new DiffAnnotations(diff, causes, stops::cover).all(), console.out());
      return;
    }
    switch (asked()) {
      case JSON -> new JsonDiffPrinter(console.out(), causes).print(diff, approvals.of(diff));
      case MARKDOWN ->
          new MarkdownDiffPrinter(console.out(), causes).print(diff, approvals.of(diff));
      case HTML ->
          new HtmlDiffPrinter(console.out(), causes)
              .print(diff, page(compared), approvals.of(diff));
      case LABELS -> console.out().print(approvals.labels(diff));
      case CODEOWNERS ->
          console.out().print(approvals.codeowners(TopicFiles.of(compared.after()), fromTop()));
      default -> text(diff, causes, approvals);
    }
  }

  private ComparedSpecs sides() {
    return new ComparedSpecs(console, spec, output, diagnostics);
  }

  private HtmlDiffInput page(Compared compared) {
    ComparedSpecs specs = sides();
    String of = bySpec.isSet() ? "the spec of " : "";
    return new HtmlDiffInput(
        bySpec.isSet() || base.get().isPresent()
            ? new HtmlDiffInput.Words(
                of + base.get().orElse(GitPlace.HEAD),
                of + head.get().orElse("the working directory"))
            : new HtmlDiffInput.Words(
                "the tree in the working directory", "what the spec compiles to"),
        compared.before(),
        compared.after(),
        compared.specs().map(specs::plans).orElse(List.of()),
        diagnostics.asOf(console));
  }

  private void text(MeshDiff diff, Causes causes, Approvals approvals) {
    TextDiffPrinter printer = new TextDiffPrinter(console.out(), causes);
    if (stat.isSet()) {
      printer.printStat(diff);
    } else {
      printer.print(diff);
    }
    printer.printApprovals(approvals.of(diff));
  }

  /** The folder of the tree from the top of its repository. */
  private String fromTop() {
    Path folder = output.path(console);
    return GitCheckout.around(folder)
        .map(git -> git.relative(folder))
        .filter(path -> !path.equals("."))
        .orElse("");
  }

  private DiffFormat asked() {
    return format.get().orElse(DiffFormat.TEXT);
  }

  private Optional<Compared> specs() throws Exception {
    ComparedSpecs specs = sides();
    Optional<Pair> pair = specs.named(base.get(), head.get(), direct.isSet());
    if (pair.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Compared(
            specs.tree(pair.get().before()),
            specs.tree(pair.get().after()),
            Optional.of(pair.get().after()),
            pair));
  }

  private Optional<Compared> trees() throws Exception {
    ComparedTrees trees = new ComparedTrees(console, output);
    if (base.get().isEmpty()) {
      RenderRun render = new RenderRun(console, spec, output, diagnostics);
      Optional<Changes> changes = render.planned(IssueRequest.render(diagnostics.asOf(console)));
      return changes.isEmpty()
          ? Optional.empty()
          : Optional.of(known(trees.compiled(changes.get())));
    }
    return Optional.of(known(trees.named(base.value(), head.get(), direct.isSet())));
  }

  /** Whether the format has a place for what in the spec made a change. */
  private boolean namesCauses() {
    return asked() == DiffFormat.HTML || DiffAnnotations.printer(asked()).isPresent();
  }

  /**
   * With the specs behind two trees, as far as they are known. What in them made a change is asked
   * only where the answer has a place: it takes a compilation for each.
   */
  private Compared known(ComparedTrees.Pair pair) throws TreeException {
    ComparedSpecs specs = sides();
    ComparedTrees trees = new ComparedTrees(console, output);
    boolean ofFolder = head.get().filter(trees::isFolder).isPresent();
    boolean fromFolder = base.get().filter(trees::isFolder).isPresent();
    Optional<Side> side = ofFolder ? Optional.empty() : specs.behind(head.get());
    Optional<Pair> both =
        namesCauses() && !ofFolder && !fromFolder
            ? specs.behind(base.get(), head.get(), direct.isSet())
            : Optional.empty();
    return new Compared(pair.before(), pair.after(), side, both);
  }
}
