package dev.meshgen.cli;

import java.util.List;

/** Where the spec is. */
final class SpecOptions {
  private final Argument<List<String>> files;

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
    return files.get().orElse(List.of("mesh.yaml"));
  }
}
