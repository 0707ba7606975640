package dev.meshgen.vault;

import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.vault.VaultException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities that a server's certificate has to lead to. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /**
   * Those of a file in PEM, and no others, as with Vault's own client; empty without a file.
   *
   * @throws VaultException if the file cannot be read, or holds no certificate
   */
  static Optional<SSLContext> context(Optional<Path> file) throws VaultException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(context(read(file.get())));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a store of certificates in memory", e);
    }
  }

  private static Collection<? extends Certificate> read(Path file) throws VaultException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw VaultException.of(
          Kind.SETTING, "cannot read the CA file " + file + ": " + IoReason.of(e));
    }
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw noCertificates(file);
    }
    throw noCertificates(file);
  }

  private static VaultException noCertificates(Path file) {
    return VaultException.of(
        Kind.SETTING, "the CA file " + file + " does not hold certificates in PEM");
  }

  private static SSLContext context(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate each : certificates) {
      store.setCertificateEntry("ca" + number++, each);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
