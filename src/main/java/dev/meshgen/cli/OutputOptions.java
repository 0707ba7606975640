package dev.meshgen.cli;

import dev.meshgen.delivery.TreePlace;
import java.nio.file.Path;

/** Where the tree is. */
final class OutputOptions {
  private final Argument<String> output;
  private final SpecOptions spec;

  OutputOptions(Command command, SpecOptions spec) {
    this.spec = spec;
    output =
        command.option(
            String.class,
            new NonEmptyPath(),
            "DIR",
            "Folder of the tree. Default: rendered; without -f, beside the mesh.yaml.",
            "-o",
            "--output");
  }

  /** As the user typed it, for messages. */
  String name(Console console) {
    return output.get().orElseGet(() -> spec.defaultOutput(console));
  }

  Path path(Console console) {
    return console.workingDirectory().resolve(name(console));
  }

  /** Where it is in the repository that it is committed to. */
  TreePlace place(Console console) {
    Path folder = path(console);
    return TreePlace.of(folder, GitCheckout.around(folder).map(git -> git.relative(folder)));
  }
}
