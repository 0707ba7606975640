package dev.meshgen.cli;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.spec.SpecException;
import dev.meshgen.spec.SpecFiles;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.tree.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the spec is. */
final class SpecOptions {
  private final Argument<List<String>> files;
  private Optional<Argument<List<String>>> words = Optional.empty();

  /** For a command whose words are the spec as well, as those of kubectl and helm are. */
  static SpecOptions orWords(Command command) {
    SpecOptions options = new SpecOptions(command);
    options.words = Optional.of(command.optionalParameters("PATH", "The same as -f PATH."));
    return options;
  }

  SpecOptions(Command command) {
    files =
        command.repeatedOption(
            new NonEmptyConverter(),
            "PATH",
            "Spec: a file, a directory (every *.yaml and *.yml below it), or - for standard input."
                + " May be repeated. Default: the directory of the nearest mesh.yaml, here or"
                + " above.",
            "-f",
            "--file");
  }

  /** As the user typed them; empty if nothing was typed. */
  List<String> typed() {
    List<String> all = new ArrayList<>(files.get().orElse(List.of()));
    words.flatMap(Argument::get).ifPresent(all::addAll);
    return all;
  }

  boolean isStandardInput() {
    return typed().contains("-");
  }

  /** Where a tree goes of which nothing was said: beside the spec, if nothing was said of that. */
  String defaultOutput(Console console) {
    String folder =
        typed().isEmpty() ? SpecFiles.nearest(console.workingDirectory()).orElse("") : "";
    return folder + Layout.FOLDER;
  }

  /** Reads the spec of a command that has nothing to do with its tree. */
  List<SpecSource> read(Console console, Report report) throws SpecException {
    Optional<Path> output =
        typed().isEmpty()
            ? Optional.of(console.workingDirectory().resolve(defaultOutput(console)))
            : Optional.empty();
    return read(console, output, report);
  }

  /** Reads the spec, but nothing in the folder of the tree. */
  List<SpecSource> read(Console console, Optional<Path> output, Report report)
      throws SpecException {
    return new SpecFiles(console.workingDirectory(), console.in()).read(typed(), output, report);
  }
}
