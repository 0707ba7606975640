package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import java.util.Map;
import java.util.Optional;

/**
 * Compares certificates with every part of what a lock says of them, and verifies that they lead to
 * the root.
 */
final class ReadableChain {
  private final RootBundles bundles;

  ReadableChain(RootBundles bundles) {
    this.bundles = bundles;
  }

  /** Of several roots the one that the lock names: another is on its way in, or out. */
  Optional<String> root(Map<String, String> files, LockedCertificate facts) {
    return bundles.of(files.get(CaCerts.ROOT_CERT)).flatMap(bundle -> bundle.pem(facts.issuer()));
  }

  /** Whether roots that a cluster trusts may have name constraints. */
  boolean rootMayLimit(Map<String, String> files) {
    return bundles.of(files.get(CaCerts.ROOT_CERT)).filter(RootBundle::mayLimitNames).isPresent();
  }

  /** What differs, in words; empty if nothing does. */
  Optional<String> difference(Map<String, String> files, LockedCertificate facts) {
    try {
      if (!isOf(CertificateFacts.ofBundle(files.get(CaCerts.CA_CERT)).get(0), facts)) {
        return Optional.of("the lock does not describe the " + CaCerts.CA_CERT + " beside it");
      }
      Optional<String> root = root(files, facts);
      return root.isPresent()
              && ChainVerifier.leadsToRoot(files.get(CaCerts.CERT_CHAIN), root.get())
          ? Optional.empty()
          : Optional.of(CaCerts.CA_CERT + " is not signed by the root");
    } catch (PkiException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Whether a lock says of a certificate what it says itself. */
  static boolean isOf(CertificateFacts found, LockedCertificate facts) {
    return found.serial().equals(facts.serial())
        && found.publicKeySha256().equals(facts.publicKey())
        && found.notBefore().equals(facts.notBefore())
        && found.notAfter().equals(facts.notAfter());
  }
}
