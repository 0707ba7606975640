package dev.meshgen.pki;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The roots that a cluster trusts, as text: {@code root-cert.pem}. Certificates are told apart by
 * their fingerprints and never parsed, which takes a hundred classes.
 *
 * <p>A running istiod takes another bundle only if one of the two contains the other, before 1.30
 * byte for byte (pilot/pkg/bootstrap/istio_ca.go, handleEvent). So roots are added behind what is
 * there, and taken out without touching the rest.
 */
public final class RootBundle {
  private final String text;
  private final List<Part> parts;

  /** A certificate and where in the text it is, with the end of its last line. */
  private record Part(String sha256, String pem, boolean mayLimitNames, int from, int to) {}

  private RootBundle(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Reads a bundle, with whatever text lies between its certificates.
   *
   * @throws PkiException if it holds none, or anything else in PEM
   */
  public static RootBundle of(String text) throws PkiException {
    List<Pem.Block> blocks;
    try {
      blocks = Pem.decode(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedPem e) {
      throw new PkiException(CaCerts.ROOT_CERT + " " + e.getMessage());
    }
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (Pem.Block block : blocks) {
      if (!block.label().equals(Pem.CERTIFICATE)) {
        throw new PkiException(CaCerts.ROOT_CERT + " holds a PEM block that is not a certificate");
      }
      String tail = Pem.tail(Pem.CERTIFICATE);
      int from = text.indexOf(Pem.BEGIN, at);
      at = lineEnd(text, text.indexOf(tail, from) + tail.length());
      String pem = Pem.encode(Pem.CERTIFICATE, block.der());
      boolean limits = SignedNames.mayLimit(block.der());
      parts.add(new Part(Sha256.hex(block.der()), pem, limits, from, at));
    }
    if (parts.isEmpty()) {
      throw new PkiException(CaCerts.ROOT_CERT + " holds no certificate");
    }
    return new RootBundle(text, List.copyOf(parts));
  }

  private static int lineEnd(String text, int at) {
    int end = text.startsWith("\r", at) ? at + 1 : at;
    return text.startsWith("\n", end) ? end + 1 : at;
  }

  /** Its bytes. */
  public String text() {
    return text;
  }

  /** Whether a certificate of it may have name constraints. */
  public boolean mayLimitNames() {
    return parts.stream().anyMatch(Part::mayLimitNames);
  }

  /** SHA-256 of each certificate, in order. */
  public List<String> fingerprints() {
    return parts.stream().map(Part::sha256).toList();
  }

  public boolean holds(String sha256) {
    return fingerprints().contains(sha256);
  }

  /** A certificate of it, as meshgen writes certificates. */
  public Optional<String> pem(String sha256) {
    return parts.stream().filter(part -> part.sha256().equals(sha256)).map(Part::pem).findFirst();
  }

  /** Whether it consists of certificates as meshgen writes them, and nothing else. */
  public boolean isPlain() {
    return String.join("", parts.stream().map(Part::pem).toList()).equals(text);
  }

  /** The same bytes with one more certificate behind them. */
  public RootBundle with(String pem) throws PkiException {
    return of((text.endsWith("\n") ? text : text + "\n") + pem);
  }

  /** The bytes that remain without a certificate, of which there must be others. */
  public RootBundle without(String sha256) throws PkiException {
    String rest = text;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = parts.get(i);
      if (part.sha256().equals(sha256)) {
        rest = rest.substring(0, part.from()) + rest.substring(part.to());
      }
    }
    return of(rest);
  }
}
