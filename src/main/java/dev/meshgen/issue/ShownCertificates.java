package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares certificates that anybody can read with the locks, where no spec is known that says who
 * signed them. Safe for use by several threads.
 */
public final class ShownCertificates {
  private final RootBundles bundles = new RootBundles();
  private final ReadableCertificates certificates = new ReadableCertificates(root -> true, bundles);
  private final ReadableChain chain = new ReadableChain(bundles);

  /**
   * What is wrong with the {@code cacerts} of a cluster, in words; empty if nothing is.
   *
   * @param files by name; without one of them, nothing can be compared
   * @param facts with those of a certificate
   */
  public Optional<String> problem(Map<String, String> files, SealedFacts facts) {
    List<String> needed = List.of(CaCerts.CA_CERT, CaCerts.CERT_CHAIN, CaCerts.ROOT_CERT);
    if (!files.keySet().containsAll(needed)) {
      return Optional.empty();
    }
    return certificates
        .difference(files, facts)
        .or(() -> chain.difference(files, facts.certificate().orElseThrow()));
  }

  /** The same for the certificate of a root. */
  public static Optional<String> rootProblem(String pem, LockedCertificate facts) {
    try {
      CertificateFacts found = CertificateFacts.of(pem);
      return found.sha256().equals(facts.sha256()) && ReadableChain.isOf(found, facts)
          ? Optional.empty()
          : Optional.of("the lock describes another certificate");
    } catch (PkiException e) {
      return Optional.of(e.getMessage());
    }
  }
}
