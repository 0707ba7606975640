package dev.meshgen.cli;

import dev.meshgen.istio.IstioCatalog;
import java.util.List;

/**
 * Explains a field of the spec, a diagnostic, where a cluster's value comes from, or Istio's
 * versions.
 */
final class ExplainCommand extends Command {
  private final Argument<String> subject =
      parameter(
          0,
          "WHAT",
          "Mesh, Cluster, a field such as Mesh.spec, a code such as MG0508, cluster/NAME, istio, or"
              + " istio/VERSION.");
  private final Argument<String> path =
      optionalParameter(1, "PATH", "With cluster/NAME: the field. Default: spec.");
  private final SpecOptions spec = new SpecOptions(this);

  private final Console console;

  ExplainCommand(Console console) {
    super(
        "explain",
        "Explain a field of the spec, a diagnostic code, where a cluster's value comes from, or an"
            + " Istio version.",
        "  meshgen explain Mesh.spec.secrets",
        "  meshgen explain MG0508",
        "  meshgen explain cluster/NAME spec.istio.version",
        "  meshgen explain istio/VERSION");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    String what = subject.value();
    if (what.startsWith("cluster/")) {
      String field = path.get().orElse("spec");
      return new ExplainValue(console).print(spec, what.substring("cluster/".length()), field);
    }
    if (path.get().isPresent()) {
      console.say("PATH requires cluster/NAME");
      return ExitCode.USAGE;
    }
    if (ExplainCode.isCode(what)) {
      return new ExplainCode(console).print(what);
    }
    if (what.equals("istio")) {
      return new ExplainIstio(console).minors();
    }
    if (what.startsWith("istio/")) {
      return new ExplainIstio(console).version(what.substring("istio/".length()));
    }
    if (Character.isDigit(what.charAt(0))) {
      console.say(
          "\""
              + what
              + "\" is neither a code, such as MG1005, nor a version, such as istio/"
              + IstioCatalog.builtIn().minors().last());
      return ExitCode.USAGE;
    }
    return new ExplainField(console).print(List.of(what.split("\\.", -1)));
  }
}
