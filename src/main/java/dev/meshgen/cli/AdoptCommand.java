package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes sealed files as they are now. */
@Command(
    name = "adopt",
    description = {
      "Verify sealed files that sops changed or whose lock was lost; record them as they are now.",
      "Opens each, and so needs an identity: checks its MAC, its key against its certificate, and its"
          + " recipients against the spec."
    })
final class AdoptCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Sealed files, within the output folder or with the folder in front.")
  private List<String> paths;

  @Mixin private SpecOptions spec;
  @Mixin private OutputOptions output;
  @Mixin private DiagnosticOptions diagnostics;

  private final Console console;

  AdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    String folder = output.name().endsWith("/") ? output.name() : output.name() + "/";
    Set<String> inside = new TreeSet<>();
    for (String path : paths) {
      String name = path.startsWith(folder) ? path.substring(folder.length()) : path;
      if (!name.endsWith(".sops.yaml") || !Files.exists(output.path(console).resolve(name))) {
        throw CommandException.usage(folder + name + " is not a sealed file");
      }
      inside.add(name);
    }
    return new Render(console, spec.files(), output, diagnostics)
        .write(
            (found, report) ->
                Optional.of(IssueRequest.adopting(inside, diagnostics.asOf(console))));
  }
}
