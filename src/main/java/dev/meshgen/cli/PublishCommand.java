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
          "Create a missing root in the same run, even if no local identity opens it.");

  private final Argument<String> imported =
      option(
          String.class,
          "WORD",
          "Remove the bundle that has been imported. WORD is printed by vault-import.sh.",
          "--imported");

  private final Console console;

  PublishCommand(Console console) {
    super(
        "publish",
        "Create missing keys, write them to Vault, and render.",
        "Requires `secrets.vault`. Creates a key for each cluster without one that matches the"
            + " spec, has it signed, and writes it to its own path, never overwriting. Reads no"
            + " secret. Writes the public parts into the tree; commit them. After an interrupted"
            + " run, the next one reuses the keys already in Vault. With `secrets.vault.bundle`,"
            + " connects to nothing and seals the keys in the tree for vault-import.sh.",
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
          "publish requires `secrets.vault`; with `secrets.sops`, run `meshgen render`");
    }
  }
}
