package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.ChangeRules;
import dev.meshgen.diff.Entry;
import dev.meshgen.diff.FileSide;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.diff.TreeSide;
import dev.meshgen.diff.Weight;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.output.Change;
import dev.meshgen.output.Changes;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.TreeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what a change does to the mesh. */
final class DiffCommand extends Command {
  private static final String HEAD = "HEAD";

  private final Argument<String> base =
      optionalParameter(
          0,
          "BASE",
          "Tree to compare with: a Git revision or a folder. Default: the committed tree.");
  private final Argument<String> head =
      optionalParameter(
          1,
          "HEAD",
          "Tree to look at: a Git revision or a folder. Default: with BASE, the tree in the"
              + " working directory; without, what the spec compiles to.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final Argument<DiffFormat> format =
      option(
          DiffFormat.class,
          "FORMAT",
          "text; markdown: for a comment on a pull request; json. Default: text.",
          "--format");
  private final Flag stat = flag("--stat", "One line a topic.");
  private final Flag direct =
      flag("--no-merge-base", "Compare with BASE itself, not with where HEAD left it.");
  private final Argument<String> failOn =
      option(
          String.class,
          "TOPIC,...",
          "Exit with 1 if there is a change of these topics ("
              + String.join(", ", ChangeRules.topics())
              + ", other) or weights (high, medium, low).",
          "--fail-on");
  private final DiagnosticOptions diagnostics = DiagnosticOptions.inText(this);
  private final Console console;

  /** How a comparison is printed. */
  enum DiffFormat {
    TEXT,
    MARKDOWN,
    JSON
  }

  DiffCommand(Console console) {
    super(
        "diff",
        "Say what a change of the tree does to the mesh.",
        "Compares two trees object by object. The same change in many clusters is one entry, and each"
            + " entry says what it means for a running mesh. Needs no key.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Set<String> stops = stops();
    Optional<Pair> pair = pair();
    if (pair.isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    Report report = new Report();
    MeshDiff diff = MeshDiff.of(pair.get().before(), pair.get().after(), report);
    Diagnostics.print(console, DiagnosticFormat.TEXT, List.of(), report);
    if (report.hasErrors()) {
      return ExitCode.PROBLEMS;
    }
    print(diff);
    return diff.entries().stream().anyMatch(entry -> isStopped(entry, stops))
        ? ExitCode.PROBLEMS
        : ExitCode.OK;
  }

  private void print(MeshDiff diff) {
    DiffFormat asked = format.get().orElse(DiffFormat.TEXT);
    if (asked == DiffFormat.JSON) {
      new JsonDiffPrinter(console.out()).print(diff);
    } else if (asked == DiffFormat.MARKDOWN) {
      new MarkdownDiffPrinter(console.out()).print(diff);
    } else if (stat.isSet()) {
      new TextDiffPrinter(console.out()).printStat(diff);
    } else {
      new TextDiffPrinter(console.out()).print(diff);
    }
  }

  private static boolean isStopped(Entry entry, Set<String> stops) {
    return stops.contains(entry.weight().id())
        || stops.contains(entry.topic())
        || entry.findings().stream()
            .anyMatch(
                finding ->
                    stops.contains(finding.rule().topic())
                        && finding.rule().weight() != Weight.INFO);
  }

  private Set<String> stops() throws UsageException {
    Set<String> known = new LinkedHashSet<>(ChangeRules.topics());
    known.add(MeshDiff.OTHER);
    Arrays.stream(Weight.values()).map(Weight::id).forEach(known::add);
    Set<String> stops = new LinkedHashSet<>();
    for (String word : failOn.get().orElse("").split(",")) {
      if (!word.isBlank()) {
        if (!known.contains(word.strip())) {
          throw new UsageException(
              "--fail-on: unknown topic \""
                  + word.strip()
                  + "\"; expected one of "
                  + String.join(", ", known));
        }
        stops.add(word.strip());
      }
    }
    return stops;
  }

  /** The two trees, the older one first. */
  private record Pair(Named before, Named after) {}

  private Optional<Pair> pair() throws Exception {
    if (base.get().isEmpty()) {
      return compiled();
    }
    if (isFolder(base.value()) && head.get().isPresent() && isFolder(head.value())) {
      return Optional.of(new Pair(folder(base.value()), folder(head.value())));
    }
    GitPlace git = place();
    String to = head.get().filter(name -> !isFolder(name)).orElse(HEAD);
    Named after =
        head.get().isEmpty()
            ? folder(output.name(console))
            : isFolder(head.value()) ? folder(head.value()) : git.at(git.commit(to), to);
    if (isFolder(base.value())) {
      return Optional.of(new Pair(folder(base.value()), after));
    }
    String from = git.commit(base.value());
    String common =
        direct.isSet() ? from : git.repository().mergeBase(from, git.commit(to)).orElse(from);
    return Optional.of(new Pair(git.at(common, base.value()), after));
  }

  /** What the spec compiles to, beside the committed tree; without a commit, beside the folder. */
  private Optional<Pair> compiled() throws Exception {
    RenderRun render = new RenderRun(console, spec, output, diagnostics);
    Optional<Changes> changes = render.planned(IssueRequest.render(diagnostics.asOf(console)));
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    String name = output.name(console);
    SortedMap<String, byte[]> files = ours(changes.get().mesh());
    TreeSide before = new FileSide(files);
    Optional<TreeSide> committed = committed();
    for (Change change : changes.get().changes()) {
      if (change.kind() == Change.Kind.REMOVE) {
        files.remove(change.path());
      } else {
        files.put(change.path(), change.bytes());
      }
    }
    return Optional.of(
        new Pair(
            new Named(name + "/", committed.orElse(before)),
            new Named(name + "/", new FileSide(files))));
  }

  private SortedMap<String, byte[]> ours(String mesh) throws TreeException {
    try (OutputFolder folder = OutputFolder.inspect(output.path(console))) {
      SortedMap<String, byte[]> files = new TreeMap<>();
      folder.existing(mesh).files().forEach((path, file) -> files.put(path, file.bytes()));
      return files;
    }
  }

  /** The tree of the last commit, if that has one. */
  private Optional<TreeSide> committed() throws CommandException {
    Optional<GitCheckout> checkout = GitCheckout.around(output.path(console));
    if (checkout.isEmpty()) {
      return Optional.empty();
    }
    GitRepository repository = new GitRepository(checkout.get().root(), console.environment());
    Optional<String> commit = repository.commit(HEAD);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    GitSide side =
        new GitSide(repository, commit.get(), checkout.get().relative(output.path(console)));
    return side.ids().isEmpty() ? Optional.empty() : Optional.of(side);
  }

  /**
   * A repository, and where the tree lies in it.
   *
   * @param path of the tree from the top of the work tree
   */
  private record GitPlace(GitRepository repository, String path) {
    String commit(String name) throws CommandException {
      return repository
          .commit(name)
          .orElseThrow(
              () ->
                  new CommandException("\"" + name + "\" is neither a folder nor a Git revision"));
    }

    Named at(String commit, String name) throws CommandException {
      return new Named(name + ":", new GitSide(repository, commit, path));
    }
  }

  private GitPlace place() throws CommandException {
    GitCheckout checkout =
        GitCheckout.around(output.path(console))
            .orElseThrow(
                () ->
                    new CommandException(
                        output.name(console)
                            + " is in no Git checkout, so there is no revision to compare with"));
    return new GitPlace(
        new GitRepository(checkout.root(), console.environment()),
        checkout.relative(output.path(console)));
  }

  private boolean isFolder(String name) {
    return Files.isDirectory(console.workingDirectory().resolve(name));
  }

  private Named folder(String name) {
    Path path = console.workingDirectory().resolve(name);
    return new Named(name + "/", new FolderSide(path));
  }
}
