package dev.meshgen.authority.vault;

import dev.meshgen.authority.SigningFailed;
import dev.meshgen.authority.SigningServer.Session;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import java.util.Optional;

/** An issuer that leads to another root than the one that is to sign. */
final class OtherRoot {
  private OtherRoot() {}

  /** {@link Code#VAULT_OTHER_ROOT}, before anything is signed, as far as Vault shows its chain. */
  static void require(IssuerChain issuer, VaultSettings settings, Session run)
      throws SigningFailed {
    Optional<String> other = run.rootPem().flatMap(issuer::otherRoot);
    if (other.isPresent()) {
      throw failed(
          settings,
          run,
          "it chains to root "
              + other.get()
              + ", but must chain to root "
              + expected(run.rootPem().get()));
    }
  }

  /** The same of an answer. */
  static SigningFailed failed(VaultSettings settings, Session run, String words) {
    return SigningFailed.lasting(
        Diagnostic.of(
                Code.VAULT_OTHER_ROOT,
                settings.at(),
                "the issuer of Vault at " + settings.signPath() + " cannot be used: " + words)
            .expecting("an issuer below that root")
            .hinting(run.otherwise()));
  }

  private static String expected(String pem) {
    try {
      return CertificateFacts.of(pem).sha256();
    } catch (PkiException e) {
      throw new IllegalStateException("the root of the mesh was read before", e);
    }
  }
}
