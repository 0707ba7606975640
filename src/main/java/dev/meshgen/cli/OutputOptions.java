package dev.meshgen.cli;

import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.ShellWord;
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
            new NonEmptyConverter(),
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

  /** A command as it has to be typed to be about the same spec and the same tree. */
  String retold(String command) {
    StringBuilder words = new StringBuilder(command);
    spec.typed().forEach(each -> words.append(" -f ").append(ShellWord.of(each)));
    output.get().ifPresent(each -> words.append(" -o ").append(ShellWord.of(each)));
    return words.toString();
  }

  /** Where it is in the repository that it is committed to. */
  TreePlace place(Console console) {
    Path folder = path(console);
    return TreePlace.of(folder, GitCheckout.around(folder).map(git -> git.relative(folder)));
  }
}
