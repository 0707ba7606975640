package dev.meshgen.cli;

import java.nio.file.Path;

/** Where the tree is. */
final class OutputOptions {
  private final Argument<String> output;

  OutputOptions(Command command) {
    output =
        command.option(
            String.class,
            new NonEmptyPath(),
            "DIR",
            "Folder of the tree. Default: rendered.",
            "-o",
            "--output");
  }

  /** As the user typed it, for messages. */
  String name() {
    return output.get().orElse("rendered");
  }

  Path path(Console console) {
    return console.workingDirectory().resolve(name());
  }
}
