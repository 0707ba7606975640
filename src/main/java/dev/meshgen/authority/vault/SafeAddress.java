package dev.meshgen.authority.vault;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.vault.VaultPlace;
import java.util.Optional;

/** A token that crosses a network in the clear belongs to whoever listens. */
final class SafeAddress implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    VaultSettings settings = VaultSettings.of(mesh);
    Optional<String> problem = settings.address().flatMap(VaultPlace::problem);
    if (problem.isPresent()) {
      report.add(
          Diagnostic.of(
                  Code.VAULT_ADDRESS,
                  mesh.trust().authority().settings().at("address"),
                  "\"" + settings.address().get() + "\" " + problem.get())
              .expecting("scheme, host and port of a server with HTTPS")
              .hinting(
                  "write it like https://vault.example.com:8200; http:// is for a server on this"
                      + " machine"));
    }
  }
}
