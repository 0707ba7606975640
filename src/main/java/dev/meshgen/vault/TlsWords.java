package dev.meshgen.vault;

import dev.meshgen.vault.VaultException.Kind;
import java.io.EOFException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why a server could not prove who it is. The JDK's own words are those of its classes. */
final class TlsWords {
  private TlsWords() {}

  /**
   * The exception of a handshake that failed.
   *
   * @param named whether the user named the authorities that the server's certificate leads to
   */
  static VaultException of(SSLException e, boolean named) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof EOFException) {
        return VaultException.of(Kind.UNREACHABLE, "the connection was closed while it was set up")
            .passing();
      }
      if (each instanceof CertificateExpiredException) {
        return untrusted("its certificate has expired");
      }
      if (each instanceof CertificateNotYetValidException) {
        return untrusted("its certificate is not valid yet");
      }
      if (each instanceof CertPathBuilderException || each instanceof CertPathValidatorException) {
        return untrusted(
            named
                ? "its certificate does not chain to one in the CA file"
                : "its certificate is not from a public authority");
      }
      if (each instanceof CertificateException && isAboutNames(each)) {
        return untrusted("its certificate is for another name");
      }
    }
    return untrusted("it does not speak TLS, or not correctly");
  }

  private static boolean isAboutNames(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("subject alternative") || message.contains("No name matching");
  }

  private static VaultException untrusted(String words) {
    return VaultException.of(Kind.UNTRUSTED, words);
  }
}
