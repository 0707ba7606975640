package dev.meshgen.cli;

import dev.meshgen.spec.Schemas;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schemas, for editors and other tools. */
@Command(
    name = "schema",
    description =
        "Print the JSON Schema of a kind, in one piece; without one, of any document of a spec.")
final class SchemaCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "KIND", description = "Mesh or Cluster.")
  private String kind;

  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<String> known =
        kind == null
            ? Optional.empty()
            : Schemas.KINDS.stream().filter(kind::equalsIgnoreCase).findFirst();
    if (kind != null && known.isEmpty()) {
      console
          .err()
          .println(
              "meshgen: unknown kind \""
                  + kind
                  + "\"; expected "
                  + String.join(" or ", Schemas.KINDS));
      return ExitCode.USAGE;
    }
    console.out().print(new Schemas().bundled(known));
    return ExitCode.OK;
  }
}
