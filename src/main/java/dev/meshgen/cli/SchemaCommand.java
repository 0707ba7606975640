package dev.meshgen.cli;

import dev.meshgen.spec.Schemas;
import java.util.Optional;

/** Prints the JSON Schemas, for editors and other tools. */
final class SchemaCommand extends Command {
  private final Argument<String> wanted = optionalParameter(0, "KIND", "Mesh or Cluster.");

  private final Console console;

  SchemaCommand(Console console) {
    super("schema", "Print the JSON Schema of a kind, or without KIND, of any document of a spec.");
    this.console = console;
  }

  @Override
  public Integer call() {
    String kind = wanted.get().orElse(null);
    Optional<String> known =
        kind == null
            ? Optional.empty()
            : Schemas.KINDS.stream().filter(kind::equalsIgnoreCase).findFirst();
    if (kind != null && known.isEmpty()) {
      console.say("unknown kind \"" + kind + "\"; expected " + String.join(" or ", Schemas.KINDS));
      return ExitCode.USAGE;
    }
    console.out().print(new Schemas().bundled(known));
    return ExitCode.OK;
  }
}
