package dev.meshgen.cli;

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
            new NonEmptyPath(),
            "PATH",
            "Spec: a file, a directory (every *.yaml and *.yml below it), or - for standard input."
                + " May repeat. Default: the file mesh.yaml.",
            "-f",
            "--file");
  }

  List<String> files() {
    List<String> all = new ArrayList<>(files.get().orElse(List.of()));
    words.flatMap(Argument::get).ifPresent(all::addAll);
    return all.isEmpty() ? List.of("mesh.yaml") : all;
  }
}
