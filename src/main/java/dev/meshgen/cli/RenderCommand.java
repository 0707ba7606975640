package dev.meshgen.cli;

import dev.meshgen.issue.Consent;
import dev.meshgen.issue.IssueRequest;
import java.util.List;
import java.util.Set;

/** Compiles the spec into the tree. */
final class RenderCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Flag frozen = flag("--frozen", "Issue nothing; fail and list what is missing.");

  private final Argument<List<String>> remove =
      repeatedOption(
          new NonEmptyConverter(),
          "CLUSTER",
          "Remove a cluster that is no longer in the spec and was not detached. May be repeated.",
          "--remove");

  private final Flag trustRecipients =
      flag(
          "--trust-recipients",
          "Create the root even if no local identity opens it: someone else holds one.");

  private final Flag verify =
      flag(
          "--verify",
          "Open every sealed file that an identity opens, and compare it with its lock. Default:"
              + " only files not yet verified in this clone.");

  private final List<Flag> withoutWriting =
      eitherFlag(
          "--check",
          "Write nothing; fail if the committed tree differs from what the spec compiles to. Needs"
              + " no key.",
          "--dry-run",
          "Write nothing; list what would change.");

  private final Console console;

  RenderCommand(Console console) {
    super(
        "render",
        "Compile the spec into its tree.",
        "Writes only files that differ, removes its own files that are no longer needed, and leaves"
            + " all other files alone.");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean check = withoutWriting.get(0).isSet();
    boolean dryRun = withoutWriting.get(1).isSet();
    var asOf = diagnostics.asOf(console);
    IssueRequest request =
        frozen.isSet() || check ? IssueRequest.frozen(asOf) : IssueRequest.render(asOf);
    Set<String> removed = Set.copyOf(remove.get().orElse(List.of()));
    request = request.consenting(new Consent(removed, trustRecipients.isSet()));
    RenderRun render =
        new RenderRun(console, spec, output, diagnostics).verifyingAll(verify.isSet());
    return check ? render.check(request) : dryRun ? dryRun(render, request) : render.write(request);
  }

  private static int dryRun(RenderRun render, IssueRequest request) throws Exception {
    return render.dryRun(request);
  }
}
