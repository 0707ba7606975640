package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the certificates that a sealed file shows with what its lock says of them. No MAC covers
 * them, and what takes the place of one would be handed to every workload of a cluster.
 */
final class ReadableCertificates {
  private final boolean longer;

  /**
   * A comparison.
   *
   * @param longer whether chains may have authorities between the intermediate and the root, and
   *     end below it
   */
  ReadableCertificates(boolean longer) {
    this.longer = longer;
  }

  /**
   * What differs, in words; empty if nothing does.
   *
   * @param files by name, of which none is missing
   * @param locked of the intermediate; its issuer is the root
   */
  Optional<String> difference(Map<String, String> files, SealedFacts locked) {
    LockedCertificate facts = locked.certificate().orElseThrow();
    String signer = files.get(CaCerts.CA_CERT);
    if (!isExactly(signer, facts.sha256())) {
      return Optional.of(CaCerts.CA_CERT + " is not the certificate that its lock names");
    }
    Optional<RootBundle> roots = bundle(files.get(CaCerts.ROOT_CERT));
    if (!roots.map(RootBundle::fingerprints).equals(Optional.of(locked.trusted()))) {
      return Optional.of(
          locked.roots().isEmpty()
              ? CaCerts.ROOT_CERT + " is not the certificate of the root"
              : CaCerts.ROOT_CERT + " does not hold the roots that its lock names, in their order");
    }
    String root = roots.get().pem(facts.issuer()).orElse("");
    String chain = files.get(CaCerts.CERT_CHAIN);
    return longer && chain.startsWith(signer) || chain.equals(signer + root)
        ? Optional.empty()
        : Optional.of(
            CaCerts.CERT_CHAIN + " is not " + CaCerts.CA_CERT + " and the certificate of the root");
  }

  private static Optional<RootBundle> bundle(String text) {
    try {
      return Optional.of(RootBundle.of(text)).filter(RootBundle::isPlain);
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  private static boolean isExactly(String pem, String sha256) {
    return CertificateEntry.isFingerprint(pem, sha256)
        && CertificateEntry.alone(pem).equals(Optional.of(pem));
  }
}
