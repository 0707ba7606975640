package dev.meshgen.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the tree is. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      converter = NotEmpty.class,
      description = "The folder of the tree. Default: rendered.")
  private String output = "rendered";

  /** As the user typed it, for messages. */
  String name() {
    return output;
  }

  Path path(Console console) {
    return console.workingDirectory().resolve(output);
  }
}
