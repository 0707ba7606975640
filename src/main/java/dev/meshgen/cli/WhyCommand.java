package dev.meshgen.cli;

import dev.meshgen.compile.Compiler;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.TreeIndex;
import dev.meshgen.issue.CommittedReader;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.provenance.FileTrace;
import dev.meshgen.provenance.Provenance;
import dev.meshgen.provenance.Source;
import dev.meshgen.provenance.Trial;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.TreeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Says where a file, a line or an object of the tree comes from. */
final class WhyCommand extends Command {
  /** So many objects are named where one was not found. */
  private static final int NEAREST = 5;

  private final Argument<String> target =
      optionalParameter(
          0, "PATH[:LINE]", "A file of the tree, or a line of it; or a cluster, before an object.");
  private final Argument<String> object =
      optionalParameter(
          1, "KIND/NAME", "An object of the cluster: PeerAuthentication/default, Values/istiod.");
  private final SpecOptions spec = new SpecOptions(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final Argument<String> line =
      option(String.class, "FILE:LINE", "Print what a line of the spec affects instead.", "--spec");
  private final Flag annotate = flag("--annotate", "Print the file with the origin of each line.");
  private final Argument<WhyFormat> format =
      option(WhyFormat.class, "FORMAT", "text or json. Default: text.", "--format");
  private final DiagnosticOptions diagnostics = DiagnosticOptions.inText(this);
  private final Console console;

  /** How an answer is printed. */
  enum WhyFormat {
    TEXT,
    JSON
  }

  WhyCommand(Console console) {
    super(
        "why",
        "Explain where a line of the tree comes from.",
        "Prints the lines of the spec, the defaults and layers, the decision and the template"
            + " behind a file, a line or an object of the tree; with --spec, what a line of the"
            + " spec affects. Measured: a line of the spec is named only if changing it changes the"
            + " output. Needs no key.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (line.get().isPresent() == target.get().isPresent()) {
      throw new UsageException("name a file of the tree, or a line of the spec with --spec");
    }
    Report report = new Report();
    List<SpecSource> sources = spec.read(console, Optional.of(output.path(console)), report);
    Compiler compiler = new Compiler(new Schemas(), console.env());
    Optional<CheckedSpec> checked =
        compiler.check(sources, place(), diagnostics.asOf(console), report);
    if (checked.isEmpty()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, sources, report);
      return ExitCode.PROBLEMS;
    }
    Provenance provenance =
        new Provenance(
                new Schemas(),
                trial(compiler),
                ReadSpec.documents(sources, new Report()),
                checked.get())
            .telling(StatusLine.counting(console.err()));
    if (line.get().isPresent()) {
      shaped(provenance, new FileLine(line.value(), console.workingDirectory(), sources));
    } else if (object.get().isPresent()) {
      object(provenance);
    } else {
      file(provenance);
    }
    return ExitCode.OK;
  }

  private TreePlace place() {
    Path folder = output.path(console);
    return TreePlace.of(folder, GitCheckout.around(folder).map(git -> git.relative(folder)));
  }

  /** Of the tree as it is: some files list only what is there. */
  private Trial trial(Compiler compiler) throws TreeException {
    Path folder = output.path(console);
    try (OutputFolder tree = OutputFolder.inspect(folder)) {
      boolean rotates = new CommittedReader(tree, output.name(console), new Report()).rotates();
      return Files.isDirectory(folder)
          ? new Trial(compiler, place(), path -> Files.exists(folder.resolve(path)), rotates)
          : Trial.whole(compiler, place());
    }
  }

  private void shaped(Provenance provenance, FileLine at) throws UsageException {
    Map<Source, SortedMap<String, BitSet>> found = provenance.line(at.file(), at.line());
    if (found.isEmpty()) {
      throw new UsageException(at.file() + ":" + at.line() + " has no field that can be traced");
    }
    printer().shaped(at, found, provenance.files());
  }

  private void object(Provenance provenance) throws CommandException, UsageException {
    String[] name = object.value().split("/", 2);
    if (name.length < 2 || name[0].isEmpty()) {
      throw new UsageException(
          "\"" + object.value() + "\" names no object; expected KIND/NAME or KIND/NAMESPACE/NAME");
    }
    TreeIndex index = new TreeIndex(provenance.files());
    List<TreeIndex.Found> found = index.find(target.value(), name[0], name[1]);
    if (found.isEmpty()) {
      throw new CommandException(unknown(index));
    }
    for (TreeIndex.Found each : found) {
      FileTrace trace = provenance.file(each.path()).orElseThrow();
      BitSet lines = new BitSet();
      lines.set(each.line() - 1, Math.min(index.end(each) - 1, trace.lines().size()));
      print(trace, Optional.of(lines));
    }
  }

  private String unknown(TreeIndex index) {
    List<String> names = index.names(target.value());
    if (names.isEmpty()) {
      return "cluster \"" + target.value() + "\" is not in the spec";
    }
    return "cluster \""
        + target.value()
        + "\" has no "
        + object.value()
        + DidYouMean.closest(object.value(), names)
            .map(closest -> "; did you mean " + closest + "?")
            .orElseGet(() -> nearest(names));
  }

  /** Those of the kind, or with the name; without either, which kinds there are. */
  private String nearest(List<String> names) {
    String[] words = object.value().toLowerCase(Locale.ROOT).split("/", -1);
    List<String> alike =
        names.stream()
            .filter(
                name -> {
                  String[] parts = name.toLowerCase(Locale.ROOT).split("/");
                  return parts[0].equals(words[0])
                      || parts[parts.length - 1].contains(words[words.length - 1]);
                })
            .toList();
    if (!alike.isEmpty()) {
      int more = alike.size() - NEAREST;
      return "; it has "
          + String.join(", ", alike.subList(0, Math.min(NEAREST, alike.size())))
          + (more > 0 ? " and " + more + " more" : "");
    }
    return "; it has objects of the kinds "
        + String.join(", ", new TreeSet<>(names.stream().map(name -> name.split("/")[0]).toList()));
  }

  private void file(Provenance provenance) throws CommandException, TreeException, UsageException {
    TreeLine at = TreeLine.of(target.value(), console.workingDirectory(), output.path(console));
    Optional<FileTrace> trace = provenance.file(at.path());
    if (trace.isEmpty()) {
      throw new CommandException(notCompiled(at));
    }
    if (at.line() > 0) {
      BitSet lines = new BitSet();
      lines.set(committedLine(at, trace.get()));
      print(trace.get(), Optional.of(lines));
    } else {
      print(trace.get(), Optional.empty());
    }
  }

  private String notCompiled(TreeLine at) {
    String name = Path.of(output.name(console)).resolve(at.path()).toString();
    Path file = output.path(console).resolve(at.path());
    if (Files.isDirectory(file)) {
      return name + " is a folder; name a file in it";
    }
    return "the spec does not compile to "
        + name
        + (Files.exists(file) ? "; it was issued, or is no longer needed" : "");
  }

  /**
   * The line of the compiled text that a line of the file is.
   *
   * @return counted from 0
   */
  private int committedLine(TreeLine at, FileTrace trace) throws CommandException, TreeException {
    Optional<List<String>> committed = Optional.empty();
    try (OutputFolder tree = OutputFolder.inspect(output.path(console))) {
      committed = tree.read(at.path()).map(TreeLine::lines);
    }
    int count = TreeLine.count(committed.orElse(trace.lines()));
    if (at.line() > count) {
      throw new CommandException(
          output.name(console)
              + "/"
              + at.path()
              + " has only "
              + count
              + (count == 1 ? " line" : " lines"));
    }
    return at.in(trace.lines(), committed)
        .orElseThrow(
            () ->
                new CommandException(
                    output.name(console)
                        + "/"
                        + at.path()
                        + ":"
                        + at.line()
                        + " is not what the spec compiles to: it was issued, or the tree is stale;"
                        + " see `meshgen render --check`"));
  }

  private void print(FileTrace trace, Optional<BitSet> lines) {
    if (annotate.isSet()) {
      printer().annotated(trace);
    } else {
      printer().trace(trace, lines);
    }
  }

  private WhyPrinter printer() {
    return format.get().orElse(WhyFormat.TEXT) == WhyFormat.JSON
        ? new JsonWhyPrinter(console.out(), output.name(console))
        : new TextWhyPrinter(console.out(), output.name(console));
  }
}
