package dev.meshgen.pki;

import dev.meshgen.bytes.Hashes;
import dev.meshgen.bytes.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;

/**
 * What an authority says it has revoked (RFC 5280 section 5).
 *
 * <p>Its last day is that of the authority: Envoy refuses every certificate whose issuer's list has
 * ended (BoringSSL's check_crl_time), and ztunnel reads no list without a last day, so a list that
 * ends sooner would stop the traffic of the mesh.
 */
public final class RevocationList {
  /** Clocks of clusters differ: Envoy refuses what a list of the future vouches for, too. */
  private static final Duration BACKDATED = Duration.ofMinutes(10);

  private final CertificateList list;
  private final byte[] der;
  private final byte[] signedPart;
  private final Instant from;
  private final Optional<Instant> to;
  private final Set<String> serials;
  private final String authority;

  private RevocationList(byte[] der) throws IOException {
    this.list = CertificateList.getInstance(der);
    this.der = der.clone();
    this.signedPart = list.getTBSCertList().getEncoded(ASN1Encoding.DER);
    this.from = CertificateTime.read(list.getThisUpdate());
    this.to = Optional.ofNullable(list.getNextUpdate()).map(CertificateTime::read);
    this.serials = new TreeSet<>();
    for (TBSCertList.CRLEntry entry : list.getRevokedCertificates()) {
      serials.add(entry.getUserCertificate().getValue().toString(16));
    }
    Extensions extensions = list.getTBSCertList().getExtensions();
    AuthorityKeyIdentifier key =
        extensions == null ? null : AuthorityKeyIdentifier.fromExtensions(extensions);
    byte[] id = key == null ? null : key.getKeyIdentifierOctets();
    this.authority = issuer() + (id == null ? "" : " " + HexFormat.of().formatHex(id));
  }

  /**
   * Signs a list.
   *
   * @param revoked serial numbers in hex
   * @throws PkiException if the authority may not sign lists
   */
  public static RevocationList sign(
      CertificateAuthority issuer, Collection<String> revoked, Instant now) throws PkiException {
    X509 certificate = issuer.certificate();
    if (!certificate.maySignLists()) {
      throw new PkiException(
          "\"" + certificate.subjectText() + "\" may sign certificates, but no revocation lists");
    }
    AlgorithmIdentifier algorithm = issuer.key().scheme().identifier();
    V2TBSCertListGenerator body = new V2TBSCertListGenerator();
    body.setSignature(algorithm);
    body.setIssuer(certificate.subject());
    body.setThisUpdate(CertificateTime.of(now.minus(BACKDATED)));
    body.setNextUpdate(CertificateTime.of(certificate.notAfter()));
    for (String serial : new TreeSet<>(revoked)) {
      body.addCRLEntry(
          new ASN1Integer(new BigInteger(serial, 16)),
          CertificateTime.of(now.minus(BACKDATED)),
          CRLReason.keyCompromise);
    }
    try {
      body.setExtensions(extensions(certificate, now));
      TBSCertList unsigned = body.generateTBSCertList();
      ASN1EncodableVector parts = new ASN1EncodableVector(3);
      parts.add(unsigned);
      parts.add(algorithm);
      parts.add(new DERBitString(issuer.key().sign(unsigned.getEncoded(ASN1Encoding.DER))));
      return new RevocationList(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Which key has signed, and a number that grows: the second at which it did. */
  private static Extensions extensions(X509 certificate, Instant now) throws IOException {
    byte[] publicKey = certificate.publicKey().getPublicKeyData().getBytes();
    byte[] id =
        certificate.keyIdentifier().orElseGet(() -> Hashes.named("SHA-1").digest(publicKey));
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(id));
    extensions.addExtension(
        Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.getEpochSecond())));
    return extensions.generate();
  }

  /**
   * Reads the lists of a file.
   *
   * @throws PkiException if it holds none, or anything else in PEM
   */
  public static List<RevocationList> read(String pem) throws PkiException {
    List<RevocationList> lists = new ArrayList<>();
    for (Pem.Block block :
        X509Bundle.blocks(CaCerts.REVOCATIONS, pem.getBytes(StandardCharsets.UTF_8))) {
      if (!block.label().equals(Pem.REVOCATIONS)) {
        throw new PkiException(
            CaCerts.REVOCATIONS + " holds a PEM block that is not a revocation list");
      }
      lists.add(parse(block.der()));
    }
    if (lists.isEmpty()) {
      throw new PkiException(CaCerts.REVOCATIONS + " holds no revocation list");
    }
    return lists;
  }

  private static RevocationList parse(byte[] der) throws PkiException {
    try {
      RevocationList list = new RevocationList(der);
      if (!Arrays.equals(list.list.getEncoded(ASN1Encoding.DER), der)) {
        throw new PkiException("a list in " + CaCerts.REVOCATIONS + " is not in DER");
      }
      return list;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new PkiException("a list in " + CaCerts.REVOCATIONS + " is malformed");
    }
  }

  /** As text, LF line ends. */
  public String pem() {
    return Pem.encode(Pem.REVOCATIONS, der);
  }

  /** Whose list it is: its subject, and the identifier of its key if it has one. */
  public String authority() {
    return authority;
  }

  /** The subject of the authority. */
  public String issuer() {
    return list.getIssuer().toString();
  }

  /** When it was signed, or a little earlier. */
  public Instant from() {
    return from;
  }

  /** Until when it may be used; empty for ever. */
  public Optional<Instant> to() {
    return to;
  }

  /** The serial numbers that it revokes, in hex. */
  public Set<String> serials() {
    return Set.copyOf(serials);
  }

  /** Whether the authority with this certificate has signed it. */
  boolean isOf(X509 issuer) {
    if (!Arrays.equals(encoded(list), issuer.subjectDer()) || !issuer.maySignLists()) {
      return false;
    }
    try {
      return issuer
          .verifyingKey()
          .verifies(
              SignatureScheme.of(list.getSignatureAlgorithm()),
              signedPart,
              list.getSignature().getOctets());
    } catch (PkiException e) {
      return false;
    }
  }

  private static byte[] encoded(CertificateList list) {
    try {
      return list.getIssuer().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
