package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.plan.MeshPlan;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares the certificates that a sealed file shows with what its lock says of them. No MAC covers
 * them, and what takes the place of one would be handed to every workload of a cluster.
 */
final class ReadableCertificates {
  private final Predicate<String> mayBeLonger;
  private final RootBundles bundles;

  /**
   * A comparison.
   *
   * @param bundles that were read before
   */
  ReadableCertificates(MeshPlan plan, CommittedSecrets committed, RootBundles bundles) {
    this(root -> plan.signs().isElsewhere() || committed.isSignedElsewhere(root), bundles);
  }

  /**
   * The same where it is not known who signs.
   *
   * @param mayBeLonger whether chains to a root may have authorities between it and the
   *     intermediate, and end below it
   */
  ReadableCertificates(Predicate<String> mayBeLonger, RootBundles bundles) {
    this.mayBeLonger = mayBeLonger;
    this.bundles = bundles;
  }

  /**
   * What differs, in words; empty if nothing does.
   *
   * @param files by name, of which none is missing
   * @param locked of the intermediate; its issuer is the root
   */
  Optional<String> difference(Map<String, String> files, SealedFacts locked) {
    LockedCertificate facts = locked.certificate().orElseThrow();
    if (facts.isImported()) {
      return ofImported(files, locked);
    }
    String signer = files.get(CaCerts.CA_CERT);
    if (!CertificateEntry.isExactly(signer, facts.sha256())) {
      return Optional.of(CaCerts.CA_CERT + " does not match its lock");
    }
    Optional<RootBundle> roots =
        bundles.of(files.get(CaCerts.ROOT_CERT)).filter(RootBundle::isPlain);
    if (!roots.map(RootBundle::fingerprints).equals(Optional.of(locked.trusted()))) {
      return Optional.of(
          locked.roots().isEmpty()
              ? CaCerts.ROOT_CERT + " is not the certificate of the root"
              : CaCerts.ROOT_CERT + " does not hold the roots in its lock, in their order");
    }
    String root = roots.get().pem(facts.issuer()).orElse("");
    String chain = files.get(CaCerts.CERT_CHAIN);
    return mayBeLonger.test(facts.issuer()) && chain.startsWith(signer)
            || chain.equals(signer + root)
        ? Optional.empty()
        : Optional.of(
            CaCerts.CERT_CHAIN
                + " is not "
                + CaCerts.CA_CERT
                + " followed by the certificate of the root");
  }

  /** They are written as somebody else wrote them, and may have more than they need. */
  private static Optional<String> ofImported(Map<String, String> files, SealedFacts locked) {
    LockedCertificate facts = locked.certificate().orElseThrow();
    if (!CertificateEntry.isFirst(files.get(CaCerts.CA_CERT), facts.sha256())) {
      return Optional.of(CaCerts.CA_CERT + " does not match its lock");
    }
    for (String root : locked.trusted()) {
      if (CertificateEntry.certificate(files.get(CaCerts.ROOT_CERT), root).isEmpty()) {
        return Optional.of(
            CaCerts.ROOT_CERT
                + (locked.roots().isEmpty()
                    ? " does not hold the certificate of the root"
                    : " does not hold every root in its lock"));
      }
    }
    return CertificateEntry.isFirst(files.get(CaCerts.CERT_CHAIN), facts.sha256())
        ? Optional.empty()
        : Optional.of(CaCerts.CERT_CHAIN + " does not start with " + CaCerts.CA_CERT);
  }
}
