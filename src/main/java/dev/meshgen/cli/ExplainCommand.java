package dev.meshgen.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains a field of the spec, or where a cluster's value of it comes from. */
@Command(
    name = "explain",
    description = {
      "Explain a field of the spec, or say where a cluster's value comes from.",
      "  meshgen explain Mesh.spec.secrets",
      "  meshgen explain cluster/NAME spec.istio.version"
    })
final class ExplainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "Mesh, Cluster, a field such as Mesh.spec, or cluster/NAME.")
  private String what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "With cluster/NAME: the field. Default: spec.")
  private String path;

  @Mixin private SpecOptions spec;

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (what.startsWith("cluster/")) {
      String field = path == null ? "spec" : path;
      return new ExplainValue(console)
          .print(spec.files(), what.substring("cluster/".length()), field);
    }
    if (path != null) {
      console.err().println("meshgen: a second argument goes with cluster/NAME only");
      return ExitCode.USAGE;
    }
    return new ExplainField(console).print(List.of(what.split("\\.", -1)));
  }
}
