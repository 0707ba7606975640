package dev.meshgen.pki;

import java.util.ArrayList;
import java.util.List;

/** Certificates in no particular order, from any number of files; each once. */
public final class CertificateBag {
  private final List<X509> certificates = new ArrayList<>();

  /**
   * Adds the certificates of a file.
   *
   * @param name what is read, for the message
   * @param content PEM, or one certificate in DER
   * @throws PkiException if it holds anything else, or nothing
   */
  public void add(String name, byte[] content) throws PkiException {
    boolean der = content.length > 0 && content[0] == 0x30;
    for (X509 each : der ? List.of(readDer(name, content)) : X509Bundle.read(name, content)) {
      if (certificates.stream().noneMatch(each::sameAs)) {
        certificates.add(each);
      }
    }
  }

  private static X509 readDer(String name, byte[] content) throws PkiException {
    try {
      return X509.parse(content);
    } catch (PkiException e) {
      throw new PkiException(e.flaw(), name + ": " + e.getMessage());
    }
  }

  List<X509> certificates() {
    return certificates;
  }
}
