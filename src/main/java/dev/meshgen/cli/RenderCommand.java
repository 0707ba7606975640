package dev.meshgen.cli;

import dev.meshgen.issue.IssueRequest;
import java.util.List;

/** Compiles the spec into the tree. */
final class RenderCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);
  private final OutputOptions output = new OutputOptions(this);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Flag frozen = flag("--frozen", "Issue nothing; fail and name what is missing.");

  private final List<Flag> withoutWriting =
      eitherFlag(
          "--check",
          "Write nothing; fail if the committed tree differs from what the spec compiles to. Needs no key.",
          "--dry-run",
          "Write nothing; list what would change.");

  private final Console console;

  RenderCommand(Console console) {
    super(
        "render",
        "Compile the spec into its tree.",
        "Writes only files that differ, removes files that it wrote before and that are no longer needed, and"
            + " leaves all other files alone.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean check = withoutWriting.get(0).isSet();
    boolean dryRun = withoutWriting.get(1).isSet();
    var asOf = diagnostics.asOf(console);
    IssueRequest request =
        frozen.isSet() || check ? IssueRequest.frozen(asOf) : IssueRequest.render(asOf);
    RenderRun render = new RenderRun(console, spec.files(), output, diagnostics);
    return check ? render.check(request) : dryRun ? render.dryRun(request) : render.write(request);
  }
}
