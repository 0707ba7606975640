package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
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
   * @param facts of the intermediate; its issuer is the root
   */
  Optional<String> difference(Map<String, String> files, LockedCertificate facts) {
    if (facts.isImported()) {
      return ofImported(files, facts);
    }
    String signer = files.get(CaCerts.CA_CERT);
    String root = files.get(CaCerts.ROOT_CERT);
    if (!CertificateEntry.isExactly(signer, facts.sha256())) {
      return Optional.of(CaCerts.CA_CERT + " is not the certificate that its lock names");
    }
    if (!CertificateEntry.isExactly(root, facts.issuer())) {
      return Optional.of(CaCerts.ROOT_CERT + " is not the certificate of the root");
    }
    String chain = files.get(CaCerts.CERT_CHAIN);
    return longer && chain.startsWith(signer) || chain.equals(signer + root)
        ? Optional.empty()
        : Optional.of(
            CaCerts.CERT_CHAIN + " is not " + CaCerts.CA_CERT + " and the certificate of the root");
  }

  /** They are written as somebody else wrote them, and may have more than they need. */
  private static Optional<String> ofImported(Map<String, String> files, LockedCertificate facts) {
    if (!CertificateEntry.isFirst(files.get(CaCerts.CA_CERT), facts.sha256())) {
      return Optional.of(CaCerts.CA_CERT + " is not the certificate that its lock names");
    }
    if (CertificateEntry.certificate(files.get(CaCerts.ROOT_CERT), facts.issuer()).isEmpty()) {
      return Optional.of(CaCerts.ROOT_CERT + " does not hold the certificate of the root");
    }
    return CertificateEntry.isFirst(files.get(CaCerts.CERT_CHAIN), facts.sha256())
        ? Optional.empty()
        : Optional.of(CaCerts.CERT_CHAIN + " does not begin with " + CaCerts.CA_CERT);
  }
}
