package dev.meshgen.cli;

import dev.meshgen.issue.Consent;
import dev.meshgen.issue.IssueRequest;
import dev.meshgen.model.Mesh;
import java.util.Optional;
import java.util.Set;

/** Makes the keys that Vault keeps, and writes them there. */
final class PublishCommand extends Command {
  private final SpecOptions spec = SpecOptions.orWords(this);
  private final OutputOptions output = new OutputOptions(this, spec);
  private final DiagnosticOptions diagnostics = new DiagnosticOptions(this);

  private final Flag dryRun =
      flag(
          "--dry-run",
          "Write nothing; list what would be written, and where. Needs neither Vault nor a key.");

  private final Flag trustRecipients =
      flag(
          "--trust-recipients",
          "Mint a missing root in the same run, even if no identity at hand opens it.");

  private final Argument<String> imported =
      option(
          String.class,
          "WORD",
          "Take out of the tree what has been imported into Vault; WORD is what vault-import.sh"
              + " printed at its end.",
          "--imported");

  private final Console console;

  PublishCommand(Console console) {
    super(
        "publish",
        "Make the keys that are missing, write them to Vault, and render.",
        "Requires `secrets.vault`. Makes a key for each cluster that has none, or whose key is not as"
            + " the spec says, has it signed, and writes it to its own path, where nothing was"
            + " before. Reads no secret. What is public goes into the tree; commit it. After a run"
            + " that was interrupted, the next one takes the keys that are in Vault already. With"
            + " `secrets.vault.bundle` it connects to nothing, and seals them in the tree for"
            + " vault-import.sh.",
        "  meshgen publish --dry-run",
        "  meshgen publish");
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (imported.get().isPresent() && dryRun.isSet()) {
      throw new UsageException("--imported writes nothing to Vault: use it without --dry-run");
    }
    IssueRequest request =
        (imported.get().isPresent()
                ? IssueRequest.imported(imported.get().get(), diagnostics.asOf(console))
                : IssueRequest.publishing(diagnostics.asOf(console)))
            .consenting(new Consent(Set.of(), trustRecipients.isSet()));
    RenderRun.Requests requests =
        (found, report) -> {
          requireStore(found.mesh());
          return Optional.of(request);
        };
    RenderRun run = new RenderRun(console, spec, output, diagnostics);
    return dryRun.isSet() ? run.preview(requests, "nothing to publish") : run.write(requests);
  }

  private static void requireStore(Mesh mesh) throws UsageException {
    if (mesh.store().isEmpty()) {
      throw new UsageException(
          "publish requires `secrets.vault`; what `secrets.sops` seals, `meshgen render` issues");
    }
  }
}
