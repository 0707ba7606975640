package dev.meshgen.pki;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates in PEM, one after the other. */
final class X509Bundle {
  /** What other programs write; the rest is not for a message. */
  private static final Pattern LABEL = Pattern.compile("[A-Z0-9 ]{1,40}");

  private X509Bundle() {}

  /**
   * The certificates in order; other PEM blocks are refused, since a key would travel to proxies.
   */
  static List<X509> read(String name, byte[] pem) throws PkiException {
    var certificates = new ArrayList<X509>();
    for (Pem.Block block : blocks(name, pem)) {
      if (!block.label().equals(Pem.CERTIFICATE)) {
        throw new PkiException(name + other(block.label()));
      }
      try {
        certificates.add(X509.parse(block.der()));
      } catch (PkiException e) {
        throw new PkiException(e.flaw(), name + ": " + e.getMessage());
      }
    }
    if (certificates.isEmpty()) {
      throw new PkiException(name + " holds no certificate in PEM");
    }
    return List.copyOf(certificates);
  }

  private static String other(String label) {
    if (label.endsWith(Pem.PRIVATE_KEY)) {
      return " holds a private key instead of certificates";
    }
    return LABEL.matcher(label).matches()
        ? " holds a block " + label + ", which is not a certificate"
        : " holds a PEM block that is not a certificate";
  }

  /** The blocks of PEM text, whatever they hold. */
  static List<Pem.Block> blocks(String name, byte[] pem) throws PkiException {
    try {
      return Pem.decode(pem);
    } catch (MalformedPem e) {
      throw new PkiException(name + " " + e.getMessage());
    }
  }

  static X509 readOne(String name, byte[] pem) throws PkiException {
    List<X509> certificates = read(name, pem);
    if (certificates.size() != 1) {
      throw new PkiException(
          name + " holds " + certificates.size() + " certificates instead of one");
    }
    return certificates.get(0);
  }
}
