package dev.meshgen.credential;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final String CERTIFICATE = "CERTIFICATE";

  /** Reads PEM, or base64 of PEM as kubeconfigs, Secrets and specs hold it. */
  static CaPem read(String pemOrBase64) throws UnusableCa {
    String pem = pemOrBase64;
    if (!pem.contains(BEGIN)) {
      Optional<byte[]> decoded = Base64Text.decode(pem);
      pem = decoded.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
    if (pem.contains("PRIVATE KEY-----")) {
      throw new UnusableCa(Code.CREDENTIAL_PRIVATE_KEY, "holds a private key");
    }
    return new CaPem.Normal().read(pem);
  }

  /** Collects the blocks. */
  private static final class Normal {
    private final StringBuilder text = new StringBuilder();
    private final RunningSha256 digest = new RunningSha256();

    CaPem read(String pem) throws UnusableCa {
      int at = pem.indexOf(BEGIN);
      while (at >= 0) {
        at = pem.indexOf(BEGIN, block(pem, at));
      }
      if (text.length() == 0) {
        throw unusable("holds no certificate in PEM");
      }
      return new CaPem(text.toString(), digest.hex(), usableUntil(text.toString()));
    }

    /** Takes the block that begins here and returns its end. */
    private int block(String pem, int begin) throws UnusableCa {
      String head = BEGIN + CERTIFICATE + DASHES;
      String tail = "-----END " + CERTIFICATE + DASHES;
      if (!pem.startsWith(head, begin)) {
        throw unusable("holds a PEM block that is not a certificate");
      }
      int end = pem.indexOf(tail, begin);
      if (end < 0) {
        throw unusable("holds a certificate that is cut off");
      }
      byte[] der =
          Base64Text.decode(pem.substring(begin + head.length(), end))
              .orElseThrow(() -> unusable("holds a certificate that is not base64"));
      digest.add(der);
      String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      text.append(head).append('\n').append(body).append('\n').append(tail).append('\n');
      return end + tail.length();
    }

    private static Instant usableUntil(String pem) throws UnusableCa {
      try {
        List<CertificateFacts> facts = CertificateFacts.ofBundle(pem);
        Instant last = Instant.MIN;
        for (CertificateFacts each : facts) {
          last = each.notAfter().isAfter(last) ? each.notAfter() : last;
        }
        return last;
      } catch (PkiException e) {
        throw unusable("holds a certificate that cannot be parsed");
      }
    }

    private static UnusableCa unusable(String message) {
      return new UnusableCa(Code.API_SERVER_CA, message);
    }
  }
}
