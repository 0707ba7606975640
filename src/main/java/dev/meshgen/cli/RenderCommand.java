package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compiles the spec into the tree. */
@Command(
    name = "render",
    description = {
      "Compile the spec into its tree.",
      "Writes only what differs; removes what it wrote before and the spec no longer asks for; leaves"
          + " every other file alone."
    })
final class RenderCommand implements Callable<Integer> {
  @Mixin private SpecOptions spec;
  @Mixin private OutputOptions output;
  @Mixin private DiagnosticOptions diagnostics;

  @ArgGroup private Mode mode = new Mode();

  @Option(names = "--frozen", description = "Issue nothing; fail and name what would have to be.")
  private boolean frozen;

  /** Ways not to write; they exclude each other. */
  static final class Mode {
    @Option(
        names = "--check",
        description =
            "Write nothing; fail unless the folder is what the spec compiles to. Needs no key.")
    private boolean check;

    @Option(names = "--dry-run", description = "Write nothing; list what would change.")
    private boolean dryRun;
  }

  private final Console console;

  RenderCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    var asOf = diagnostics.asOf(console);
    IssueRequest request =
        frozen || mode.check ? IssueRequest.frozen(asOf) : IssueRequest.render(asOf);
    Render render = new Render(console, spec.files(), output, diagnostics);
    return mode.check
        ? render.check(request)
        : mode.dryRun ? render.dryRun(request) : render.write(request);
  }
}
