package dev.meshgen.trust;

import dev.meshgen.bytes.Pem;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateDetails;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Layout;
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

  /** Where the certificate of an authority can be read. */
  public static String file(Signer signer) {
    return isSealed(signer) ? signer.path() : Layout.ROOT_CERTIFICATE;
  }

  /**
   * Reads the certificates of an authority.
   *
   * @param file what {@link #file} names
   * @throws PkiException if the file does not hold one
   */
  public static ReadableSigner of(Signer signer, byte[] file) throws PkiException {
    Optional<String> chain =
        isSealed(signer)
            ? ofCluster(signer.path(), file)
            : Optional.of(ofRoot(file, signer.certificate().sha256()));
    if (chain.isEmpty()) {
      return new ReadableSigner(signer, Optional.empty(), List.of());
    }
    List<CertificateDetails> details = CertificateDetails.of(chain.get());
    return new ReadableSigner(signer, Optional.of(details.get(0)), details);
  }

  /** Whether what can be read is the certificate that the lock names. */
  public boolean isAsLocked() {
    return details.map(found -> found.sha256().equals(signer.certificate().sha256())).orElse(true);
  }

  /** Whether its certificate is only in the file with its key. */
  private static boolean isSealed(Signer signer) {
    return signer.cluster().isPresent() || signer.isIssuing();
  }

  private static Optional<String> ofCluster(String path, byte[] file) throws PkiException {
    try {
      if (Layout.isForController(path)) {
        return Optional.ofNullable(SealedSecretFile.read(file).readable().get(CaCerts.CERT_CHAIN));
      }
      if (Layout.isStored(path)) {
        return Optional.ofNullable(StoredFile.readable(file).get(CaCerts.CERT_CHAIN));
      }
      return SopsFile.read(file)
          .text("stringData", CaCerts.CERT_CHAIN)
          .filter(text -> text.startsWith(Pem.BEGIN));
    } catch (SealException e) {
      throw new PkiException(e.getMessage());
    }
  }

  /** Without the line that says who generated the file; of several roots the one that is meant. */
  private static String ofRoot(byte[] file, String sha256) throws PkiException {
    String text = new String(file, StandardCharsets.UTF_8);
    String roots = text.substring(Math.max(text.indexOf(Pem.BEGIN), 0));
    return RootBundle.of(roots).pem(sha256).orElse(roots);
  }
}
