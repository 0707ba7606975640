package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a sealed file as it is now. */
@Command(
    name = "adopt",
    description = {
      "Verify a sealed file that sops changed, or whose lock was lost, and record it as it is now.",
      "Opens it: checks its MAC, its key against its certificate, and its recipients against the spec."
    })
final class AdoptCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "The sealed file, within the output folder or with the folder in front.")
  private String path;

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
    String inside = path.startsWith(folder) ? path.substring(folder.length()) : path;
    return new Render(console, spec.files(), output, diagnostics)
        .write(
            (found, report) ->
                Optional.of(IssueRequest.adopting(inside, diagnostics.asOf(console))));
  }
}
