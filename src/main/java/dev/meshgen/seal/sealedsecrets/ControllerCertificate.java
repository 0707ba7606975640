package dev.meshgen.seal.sealedsecrets;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RsaCertificate;
import dev.meshgen.seal.RsaOaep;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.util.List;

/** What a controller publishes for sealing, as {@code kubeseal --fetch-cert} prints it. */
final class ControllerCertificate {
  /** What a certificate in DER begins with, followed by a length of several bytes. */
  private static final byte SEQUENCE = 0x30;

  private ControllerCertificate() {}

  /**
   * The first certificate of a file in PEM, as kubeseal reads it.
   *
   * @throws SealException if it has no certificate, or one whose key cannot seal
   */
  static RsaCertificate read(byte[] content) throws SealException {
    try {
      List<Pem.Block> blocks = Pem.decode(content);
      if (blocks.stream().anyMatch(block -> block.label().endsWith(Pem.PRIVATE_KEY))) {
        throw unusable("it holds a private key, which only the controller may have");
      }
      byte[] der =
          blocks.stream()
              .filter(block -> block.label().equals(Pem.CERTIFICATE))
              .findFirst()
              .orElseThrow(() -> unusable(withoutCertificate(content, blocks)))
              .der();
      RsaCertificate certificate = RsaCertificate.of(der);
      int bits = certificate.key().getModulus().bitLength();
      if (bits < RsaOaep.FEWEST_BITS) {
        throw unusable("its RSA key has " + bits + " bits, fewer than " + RsaOaep.FEWEST_BITS);
      }
      return certificate;
    } catch (MalformedPem e) {
      throw unusable("it " + e.getMessage());
    } catch (PkiException e) {
      throw unusable(e.getMessage());
    }
  }

  private static String withoutCertificate(byte[] content, List<Pem.Block> blocks) {
    if (content.length == 0) {
      return "it is empty";
    }
    if (content.length > 1 && content[0] == SEQUENCE && content[1] < 0) {
      return "it is in DER, not in PEM";
    }
    return "it holds no certificate in PEM"
        + (blocks.isEmpty() ? "" : ", but \"" + blocks.get(0).label() + "\"");
  }

  private static SealException unusable(String words) {
    return new SealException(Reason.BAD_PUBLIC_KEY, words);
  }
}
