package dev.meshgen.authority.vault;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Origins;
import dev.meshgen.seal.vault.VaultAccess;
import dev.meshgen.spec.TypedFields;
import java.util.Optional;

/**
 * What a spec says of Vault.
 *
 * @param access how the server is reached
 * @param mount of the PKI engine
 * @param issuer in that mount; without, its default one
 */
record VaultSettings(VaultAccess access, String mount, Optional<String> issuer) {

  static VaultSettings of(Mesh mesh) {
    Origins origins = mesh.trust().authority().settings();
    TypedFields settings = new TypedFields(origins.root());
    return new VaultSettings(
        VaultAccess.of(mesh.origins().at("spec", "trust", "authority", "vault"), origins),
        settings.text("mount").orElseThrow(),
        settings.text("issuer"));
  }

  /** Where the spec says it. */
  Span at() {
    return access.at();
  }

  /** Of the issuer, without an ending slash; the mount's default one has paths of its own. */
  String signPath() {
    return issuer.map(name -> mount + "/issuer/" + name).orElse(mount + "/root")
        + "/sign-intermediate";
  }

  /** Where its certificate and those above it can be read, by anybody. */
  String issuerPath() {
    return mount + "/issuer/" + issuer.orElse("default") + "/json";
  }
}
