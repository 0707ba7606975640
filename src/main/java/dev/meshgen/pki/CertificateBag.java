package dev.meshgen.pki;

import dev.meshgen.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Certificates in no particular order, from any number of files; each once. */
public final class CertificateBag {
  /** The first byte of DER. */
  private static final byte SEQUENCE = 0x30;

  private final List<X509> certificates = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();

  /**
   * A certificate in the bag.
   *
   * @param source the file that it is from
   * @param subject first attribute first
   * @param sha256 of the DER, lower-case hex
   */
  public record Entry(String source, String subject, String sha256) {}

  /**
   * Adds the certificates of a file.
   *
   * @param name what is read, for messages
   * @param content PEM, or one certificate in DER
   * @throws PkiException if it holds anything else, or nothing
   */
  public void add(String name, byte[] content) throws PkiException {
    boolean der = content.length > 0 && content[0] == SEQUENCE;
    List<X509> found = der ? List.of(X509.parse(content)) : X509Bundle.read("the file", content);
    for (X509 each : found) {
      if (certificates.stream().noneMatch(each::sameAs)) {
        certificates.add(each);
        sources.add(name);
      }
    }
  }

  /** All of them, in the order in which they came. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      X509 each = certificates.get(i);
      entries.add(new Entry(sources.get(i), each.subjectText(), Sha256.hex(each.der())));
    }
    return entries;
  }

  /** Whether there is a certificate with the public key of a request. */
  public boolean answers(AskedIntermediate asked) {
    return certificates.stream().anyMatch(each -> isFor(each, asked));
  }

  /** The file with the certificate that has the public key of a request. */
  public String sourceOf(AskedIntermediate asked) {
    for (int i = 0; i < sources.size(); i++) {
      if (isFor(certificates.get(i), asked)) {
        return sources.get(i);
      }
    }
    throw new IllegalArgumentException("no certificate answers " + asked.request().cluster());
  }

  /** Those that are part of none of these. */
  public List<Entry> unused(Collection<SignedIntermediate> answers) {
    List<Entry> unused = new ArrayList<>(entries());
    for (int i = sources.size() - 1; i >= 0; i--) {
      X509 each = certificates.get(i);
      if (answers.stream().anyMatch(answer -> answer.path().stream().anyMatch(each::sameAs))) {
        unused.remove(i);
      }
    }
    return unused;
  }

  /**
   * Where the first certificate leads to, if that is not the root that is expected.
   *
   * @param rootPem the expected one; it need not be in the bag
   * @return SHA-256 of another root; empty if it leads to the expected one, or to none in the bag
   * @throws PkiException if that is not a certificate
   */
  public Optional<String> otherRoot(String rootPem) throws PkiException {
    if (certificates.isEmpty()) {
      return Optional.empty();
    }
    X509 root =
        X509Bundle.readOne("the root of the mesh", rootPem.getBytes(StandardCharsets.UTF_8));
    X509 first = certificates.get(0);
    List<X509> roots = certificates.stream().filter(SigningChain::isRoot).toList();
    return new CertificatePath(certificates, List.of(root)).find(first).isPresent()
        ? Optional.empty()
        : new CertificatePath(certificates, roots)
            .find(first)
            .map(path -> Sha256.hex(path.get(path.size() - 1).der()));
  }

  List<X509> certificates() {
    return certificates;
  }

  static boolean isFor(X509 certificate, AskedIntermediate asked) {
    return Sha256.hex(certificate.publicKeyDer()).equals(asked.publicKeySha256());
  }
}
