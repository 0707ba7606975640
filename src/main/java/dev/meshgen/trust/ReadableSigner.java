package dev.meshgen.trust;

import dev.meshgen.bytes.Pem;
import dev.meshgen.issue.CommittedSecrets;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.PkiException;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.SopsFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An authority with its certificate, as far as the tree shows it without a key.
 *
 * @param details empty if the certificate is encrypted
 * @param chain from the certificate up, as istiod hands it out; empty if it is encrypted
 */
public record ReadableSigner(
    Signer signer, Optional<CertificateDetails> details, List<CertificateDetails> chain) {
  public ReadableSigner {
    chain = List.copyOf(chain);
  }

  /**
   * Reads the certificates of an authority.
   *
   * @throws PkiException if what is there is none
   */
  public static ReadableSigner of(Signer signer, CommittedSecrets committed) throws PkiException {
    Optional<String> chain =
        signer.cluster().isPresent() ? ofCluster(signer, committed) : ofRoot(committed);
    if (chain.isEmpty()) {
      return new ReadableSigner(signer, Optional.empty(), List.of());
    }
    List<CertificateDetails> details = CertificateDetails.of(chain.get());
    return new ReadableSigner(signer, Optional.of(details.get(0)), details);
  }

  /** Whether what can be read is the certificate that the lock names. */
  public boolean isAsLocked() {
    return details
        .map(CertificateDetails::sha256)
        .equals(details.flatMap(ignored -> signer.certificate()).map(LockedCertificate::sha256));
  }

  private static Optional<String> ofCluster(Signer signer, CommittedSecrets committed)
      throws PkiException {
    byte[] bytes = committed.sealed().get(signer.path());
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return SopsFile.read(bytes)
          .text("stringData", CaCerts.CERT_CHAIN)
          .filter(text -> text.startsWith(Pem.BEGIN));
    } catch (SealException e) {
      throw new PkiException(e.getMessage());
    }
  }

  /** Without the line that says who generated the file. */
  private static Optional<String> ofRoot(CommittedSecrets committed) {
    return committed
        .rootCertificate()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> text.contains(Pem.BEGIN))
        .map(text -> text.substring(text.indexOf(Pem.BEGIN)));
  }
}
