package dev.meshgen.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the spec is. */
final class SpecOptions {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "PATH",
      converter = NotEmpty.class,
      description =
          "The spec: a file, a directory (every *.yaml and *.yml below it), or - for standard input."
              + " May repeat. Default: the file mesh.yaml.")
  private List<String> files = new ArrayList<>();

  List<String> files() {
    return files.isEmpty() ? List.of("mesh.yaml") : files;
  }
}
