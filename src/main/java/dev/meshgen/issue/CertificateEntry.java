package dev.meshgen.issue;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaChain;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.SignedIntermediate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a lock says of a certificate. */
final class CertificateEntry {
  private static final Pattern GENERATION = Pattern.compile(" g([1-9][0-9]{0,8})$");

  private CertificateEntry() {}

  static LockedCertificate of(CertificateAuthority authority, int generation) {
    CertificateFacts facts = authority.facts();
    return new LockedCertificate(
        generation,
        facts.serial(),
        facts.sha256(),
        facts.publicKeySha256(),
        facts.issuerSha256().orElseThrow(),
        facts.notBefore(),
        facts.notAfter());
  }

  /** Of what a signer answered. */
  static LockedCertificate of(SignedIntermediate signed, int generation) {
    return of(signed.facts(), generation).below(signed.root().sha256());
  }

  /** The same of one that leads to a root by others. */
  static LockedCertificate of(CertificateAuthority authority, int generation, String root) {
    return of(authority.facts(), generation).below(root);
  }

  /** Of a root, whose own issuer it is. */
  static LockedCertificate ofRoot(CertificateFacts facts) {
    return of(facts, 1).below(facts.sha256());
  }

  /** Of a certificate that somebody else issued. */
  static LockedCertificate imported(CaChain chain) {
    return of(chain.signer(), 1).below(chain.root().sha256()).imported(chain.key());
  }

  private static LockedCertificate of(CertificateFacts facts, int generation) {
    return new LockedCertificate(
        generation,
        facts.serial(),
        facts.sha256(),
        facts.publicKeySha256(),
        facts.issuerSha256().orElse(facts.sha256()),
        facts.notBefore(),
        facts.notAfter());
  }

  static String fingerprint(CertificateAuthority authority) {
    return authority.facts().sha256();
  }

  /**
   * The generation at the end of every subject that meshgen issues: {@code …CN=east intermediate
   * g2}.
   */
  static Optional<Integer> generation(String subject) {
    Matcher end = GENERATION.matcher(subject);
    return end.find() ? Optional.of(Integer.valueOf(end.group(1))) : Optional.empty();
  }

  /** The one block of a text as PEM, and nothing that lies around it; not yet parsed. */
  static Optional<String> alone(String pem) {
    return only(pem).map(block -> Pem.encode(Pem.CERTIFICATE, block.der()));
  }

  /** Whether {@code pem} is the certificate with this fingerprint. */
  static boolean isFingerprint(String pem, String sha256) {
    return only(pem).filter(block -> Sha256.hex(block.der()).equals(sha256)).isPresent();
  }

  /** Whether {@code pem} is the certificate with this fingerprint, and nothing lies around it. */
  static boolean isExactly(String pem, String sha256) {
    return only(pem)
        .filter(block -> Sha256.hex(block.der()).equals(sha256))
        .filter(block -> Pem.encode(Pem.CERTIFICATE, block.der()).equals(pem))
        .isPresent();
  }

  /** The first certificate of a text, as PEM. */
  static Optional<String> first(String pem) {
    return certificates(pem).stream()
        .findFirst()
        .map(block -> Pem.encode(Pem.CERTIFICATE, block.der()));
  }

  /** Whether the first certificate of a text is the one with this fingerprint. */
  static boolean isFirst(String pem, String sha256) {
    return certificates(pem).stream().limit(1).anyMatch(block -> isOf(block, sha256));
  }

  /** The certificate with this fingerprint among those of a text, as PEM. */
  static Optional<String> certificate(String pem, String sha256) {
    return certificates(pem).stream()
        .filter(block -> isOf(block, sha256))
        .findFirst()
        .map(block -> Pem.encode(Pem.CERTIFICATE, block.der()));
  }

  private static boolean isOf(Pem.Block block, String sha256) {
    return Sha256.hex(block.der()).equals(sha256);
  }

  private static Optional<Pem.Block> only(String pem) {
    List<Pem.Block> blocks = certificates(pem);
    return blocks.size() == 1 ? Optional.of(blocks.get(0)) : Optional.empty();
  }

  /** None if there is anything else in PEM. */
  private static List<Pem.Block> certificates(String pem) {
    try {
      List<Pem.Block> blocks = Pem.decode(pem.getBytes(StandardCharsets.UTF_8));
      return blocks.stream().allMatch(block -> block.label().equals(Pem.CERTIFICATE))
          ? blocks
          : List.of();
    } catch (MalformedPem e) {
      return List.of();
    }
  }
}
