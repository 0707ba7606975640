package dev.meshgen.credential;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Certificates in PEM, nothing else, written in one way: equal texts are equal certificates.
 *
 * @param text blocks of 64 columns, LF, without what stood around them
 * @param sha256 over the DER of all in order, in hex: of one certificate its usual fingerprint
 * @param usableUntil when the last of them ends
 */
record CaPem(String text, String sha256, Instant usableUntil) {

  /** Reads PEM, or base64 of PEM as kubeconfigs, Secrets and specs hold it. */
  static CaPem read(String pemOrBase64) throws UnusableCa {
    String pem = pemOrBase64;
    if (!pem.contains(Pem.BEGIN)) {
      Optional<byte[]> decoded = Base64Text.decode(pem);
      pem = decoded.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
    if (Pem.hasPrivateKey(pem)) {
      throw new UnusableCa(Code.CREDENTIAL_PRIVATE_KEY, "holds a private key");
    }
    return of(blocks(pem));
  }

  private static CaPem of(List<Pem.Block> blocks) throws UnusableCa {
    StringBuilder text = new StringBuilder();
    Sha256 hash = new Sha256();
    for (Pem.Block block : blocks) {
      requireCertificate(block.label());
      hash.add(block.der());
      text.append(Pem.encode(Pem.CERTIFICATE, block.der()));
    }
    if (blocks.isEmpty()) {
      throw unusable("holds no certificate in PEM");
    }
    return new CaPem(text.toString(), hash.hex(), usableUntil(text.toString()));
  }

  private static List<Pem.Block> blocks(String pem) throws UnusableCa {
    try {
      return Pem.decode(pem.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedPem e) {
      if (e.flaw() == MalformedPem.Flaw.TOO_LARGE) {
        throw unusable(e.getMessage());
      }
      requireCertificate(e.label());
      throw unusable(
          e.flaw() == MalformedPem.Flaw.CUT_OFF
              ? "holds a truncated certificate"
              : "holds a certificate that is not base64");
    }
  }

  private static void requireCertificate(String label) throws UnusableCa {
    if (!label.equals(Pem.CERTIFICATE)) {
      throw unusable("holds a PEM block that is not a certificate");
    }
  }

  private static Instant usableUntil(String pem) throws UnusableCa {
    try {
      Instant last = Instant.MIN;
      for (CertificateFacts each : CertificateFacts.ofBundle(pem)) {
        last = each.notAfter().isAfter(last) ? each.notAfter() : last;
      }
      return last;
    } catch (PkiException e) {
      throw unusable("holds an invalid certificate");
    }
  }

  private static UnusableCa unusable(String message) {
    return new UnusableCa(Code.API_SERVER_CA, message);
  }
}
