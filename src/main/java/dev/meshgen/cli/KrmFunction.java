package dev.meshgen.cli;

import dev.meshgen.cli.PluginObjects.Printed;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Severity;
import dev.meshgen.yaml.YamlWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A function of the Kubernetes Resource Model, as Kustomize and kpt call one: a {@code
 * ResourceList} in and out; see kustomize, {@code api-conventions/functions-spec.md}.
 */
final class KrmFunction extends Command {
  private static final int MOST = 64 << 20;
  private final Console console;

  KrmFunction(Console console) {
    super(
        "krm",
        "Act as a KRM function for Kustomize and kpt: a ResourceList in and out.",
        "The functionConfig sets cluster, layers, spec and tree in its spec, or in data if it is a"
            + " ConfigMap. Replaces existing objects of these layers, and leaves others as they"
            + " are.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report();
    Optional<ResourceList> list = ResourceList.read(input(), report);
    if (list.isEmpty()) {
      Diagnostics.print(console, DiagnosticFormat.TEXT, List.of(), report);
      return ExitCode.PROBLEMS;
    }
    Optional<List<Printed>> printed = new PluginObjects(console).of(list.get().wanted(), report);
    Object answer =
        printed.isPresent() ? list.get().with(printed.get()) : list.get().refused(errors(report));
    console.out().print(YamlWriter.write(answer));
    return printed.isPresent() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static List<Diagnostic> errors(Report report) {
    return report.diagnostics().stream().filter(each -> each.severity() == Severity.ERROR).toList();
  }

  private byte[] input() throws CommandException {
    try (InputStream in = console.in()) {
      return in.readNBytes(MOST);
    } catch (IOException e) {
      throw new CommandException("cannot read standard input", e);
    }
  }
}
