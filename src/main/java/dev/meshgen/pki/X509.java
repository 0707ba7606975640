package dev.meshgen.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate, every part of which that meshgen looks at has been parsed: what comes later cannot
 * fail on malformed input.
 */
final class X509 {
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** What Go's verifier, and therefore istiod, understands among critical extensions. */
  private static final List<ASN1ObjectIdentifier> UNDERSTOOD =
      List.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.nameConstraints,
          Extension.certificatePolicies);

  /**
   * Roots that were read, by their bytes: the files of every cluster show the same one or two. What
   * was parsed of these bytes before is what would be parsed again.
   */
  private static final Map<ByteBuffer, X509> ROOTS = new ConcurrentHashMap<>();

  private static final int MOST_ROOTS = 8;

  private final byte[] der;
  private final byte[] signedPart;
  private final byte[] signature;
  private final Certificate certificate;
  private final byte[] subjectDer;
  private final byte[] issuerDer;
  private final VerifyingKey verifyingKey;
  private final String subjectText;
  private final Instant notBefore;
  private final Instant notAfter;
  private final int pathLength;
  private final boolean authority;
  private final boolean signsCertificates;
  private final boolean forServers;
  private final boolean forClients;
  private final boolean logsIn;
  private final String unknownCritical;
  private final SignedNames signedNames;
  private final Optional<AuthorityKeyIdentifier> issuerKey;
  private final Optional<byte[]> keyIdentifier;

  private X509(byte[] der) throws IOException {
    this.certificate = Certificate.getInstance(der);
    this.der = der.clone();
    this.signedPart = certificate.getTBSCertificate().getEncoded(ASN1Encoding.DER);
    this.signature = certificate.getSignature().getOctets();
    this.subjectDer = certificate.getSubject().getEncoded(ASN1Encoding.DER);
    this.issuerDer = certificate.getIssuer().getEncoded(ASN1Encoding.DER);
    this.verifyingKey = new VerifyingKey(certificate.getSubjectPublicKeyInfo());
    this.subjectText = certificate.getSubject().toString();
    this.notBefore = CertificateTime.read(certificate.getStartDate());
    this.notAfter = CertificateTime.read(certificate.getEndDate());
    Extensions extensions = certificate.getTBSCertificate().getExtensions();
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    this.authority = constraints != null && constraints.isCA();
    BigInteger length = authority ? constraints.getPathLenConstraint() : null;
    this.pathLength = length == null ? UNLIMITED : length.intValueExact();
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    this.signsCertificates = usage == null || usage.hasUsages(KeyUsage.keyCertSign);
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
    this.forServers = allows(purposes, KeyPurposeId.id_kp_serverAuth);
    this.forClients = allows(purposes, KeyPurposeId.id_kp_clientAuth);
    this.logsIn = forClients || purposes.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
    this.unknownCritical = unknownCritical(extensions);
    this.signedNames = SignedNames.of(extensions);
    this.issuerKey = Optional.ofNullable(AuthorityKeyIdentifier.fromExtensions(extensions));
    this.keyIdentifier =
        Optional.ofNullable(SubjectKeyIdentifier.fromExtensions(extensions))
            .map(SubjectKeyIdentifier::getKeyIdentifier);
  }

  private static boolean allows(ExtendedKeyUsage purposes, KeyPurposeId wanted) {
    return purposes == null || purposes.hasKeyPurposeId(wanted);
  }

  static X509 parse(byte[] der) throws PkiException {
    X509 known = ROOTS.get(ByteBuffer.wrap(der));
    if (known != null) {
      return known;
    }
    X509 parsed = parsed(der);
    if (parsed.namesAsIssuer(parsed) && ROOTS.size() < MOST_ROOTS) {
      ROOTS.put(ByteBuffer.wrap(parsed.der), parsed);
    }
    return parsed;
  }

  private static X509 parsed(byte[] der) throws PkiException {
    try {
      var parsed = new X509(der);
      // Go parses DER only: an encoding that changes when written again has another fingerprint
      // there.
      if (!Arrays.equals(parsed.certificate.getEncoded(ASN1Encoding.DER), der)) {
        throw new PkiException("the certificate is not in DER");
      }
      return parsed;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new PkiException("the certificate is malformed");
    }
  }

  private static String unknownCritical(Extensions extensions) {
    if (extensions == null) {
      return "";
    }
    for (ASN1ObjectIdentifier oid : extensions.getCriticalExtensionOIDs()) {
      if (!UNDERSTOOD.contains(oid)) {
        return oid.getId();
      }
    }
    return "";
  }

  byte[] der() {
    return der.clone();
  }

  boolean sameAs(X509 other) {
    return Arrays.equals(der, other.der);
  }

  X500Name subject() {
    return certificate.getSubject();
  }

  /** First attribute first, as written: {@code O=retail,CN=…}. */
  String subjectText() {
    return subjectText;
  }

  /** First attribute first, as {@link #subjectText}. */
  String issuerText() {
    return certificate.getIssuer().toString();
  }

  /** What else it is the certificate of: {@code URI:spiffe://…}; none if it cannot be read. */
  List<String> names() {
    try {
      return alternativeNames().stream()
          .map(name -> kind(name.getTagNo()) + name.getName())
          .toList();
    } catch (PkiException e) {
      return List.of();
    }
  }

  /**
   * The parts of a directory name are parsed only when they are written.
   *
   * @throws RuntimeException if they are malformed
   */
  static void requireReadable(GeneralName name) {
    if (name.toString().isEmpty()) {
      throw new IllegalArgumentException("a name without a kind");
    }
  }

  /**
   * Its subject alternative names. They are parsed only here: hardly anything depends on them, and
   * what does not takes a certificate whatever they are.
   *
   * @throws PkiException if they are malformed
   */
  List<GeneralName> alternativeNames() throws PkiException {
    Extensions extensions = certificate.getTBSCertificate().getExtensions();
    try {
      GeneralNames found =
          extensions == null
              ? null
              : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
      List<GeneralName> names = found == null ? List.of() : List.of(found.getNames());
      names.forEach(X509::requireReadable);
      return names;
    } catch (RuntimeException | StackOverflowError e) {
      throw new PkiException("the subject alternative names are malformed");
    }
  }

  private static String kind(int tag) {
    return switch (tag) {
      case GeneralName.uniformResourceIdentifier -> "URI:";
      case GeneralName.dNSName -> "DNS:";
      case GeneralName.rfc822Name -> "email:";
      default -> "";
    };
  }

  BigInteger serial() {
    return certificate.getSerialNumber().getValue();
  }

  SubjectPublicKeyInfo publicKey() {
    return certificate.getSubjectPublicKeyInfo();
  }

  /** The same key, to check what it signed. */
  VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  byte[] publicKeyDer() {
    try {
      return publicKey().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a key that was parsed has no encoding", e);
    }
  }

  Instant notBefore() {
    return notBefore;
  }

  Instant notAfter() {
    return notAfter;
  }

  boolean isAuthority() {
    return authority;
  }

  /** Whether it has no place for saying what it is for. */
  boolean isFirstVersion() {
    return certificate.getVersionNumber() == 1;
  }

  /** How many authorities may follow below this one; {@link #UNLIMITED} without a constraint. */
  int pathLength() {
    return pathLength;
  }

  /** False only if a key usage is present that does not include signing certificates. */
  boolean maySignCertificates() {
    return signsCertificates;
  }

  /** False only if a key usage is present that does not include signing lists of revoked ones. */
  boolean maySignLists() {
    Extensions extensions = certificate.getTBSCertificate().getExtensions();
    KeyUsage usage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
    return usage == null || usage.hasUsages(KeyUsage.cRLSign);
  }

  /** The identifier of its key, by which others find it. */
  Optional<byte[]> keyIdentifier() {
    return keyIdentifier.map(byte[]::clone);
  }

  byte[] subjectDer() {
    return subjectDer.clone();
  }

  /**
   * Whether what is below it may be a TLS server: false if it has an extended key usage without
   * that. Envoy does not take any usage for this one (BoringSSL, check_purpose_ssl_server).
   */
  boolean isForServers() {
    return forServers;
  }

  /** The same for TLS clients. */
  boolean isForClients() {
    return forClients;
  }

  /**
   * Whether it may log in to a server of Go, which takes any usage for this one: false if an
   * extended key usage is present that has neither.
   */
  boolean mayLogIn() {
    return logsIn;
  }

  /** The values of an attribute of its subject, in its order. */
  List<String> subjectValues(ASN1ObjectIdentifier attribute) {
    List<String> values = new ArrayList<>();
    for (RDN each : subject().getRDNs(attribute)) {
      for (AttributeTypeAndValue value : each.getTypesAndValues()) {
        if (value.getType().equals(attribute)) {
          values.add(IETFUtils.valueToString(value.getValue()));
        }
      }
    }
    return List.copyOf(values);
  }

  /** The first critical extension that the mesh does not understand, or the empty string. */
  String unknownCriticalExtension() {
    return unknownCritical;
  }

  /** For which names it may sign. */
  SignedNames signedNames() {
    return signedNames;
  }

  SignatureScheme signatureScheme() throws PkiException {
    if (!certificate
        .getSignatureAlgorithm()
        .equals(certificate.getTBSCertificate().getSignature())) {
      throw new PkiException("the certificate names two different signature algorithms");
    }
    return SignatureScheme.of(certificate.getSignatureAlgorithm());
  }

  boolean namesAsIssuer(X509 candidate) {
    return Arrays.equals(issuerDer, candidate.subjectDer);
  }

  /**
   * Whether what it says of the key of its issuer is true of another certificate, as far as both
   * say anything. Go takes it for a hint; Envoy and OpenSSL look for another issuer
   * (X509_check_akid).
   */
  boolean identifies(X509 issuer) {
    if (issuerKey.isEmpty()) {
      return true;
    }
    byte[] key = issuerKey.get().getKeyIdentifierOctets();
    BigInteger serial = issuerKey.get().getAuthorityCertSerialNumber();
    GeneralNames names = issuerKey.get().getAuthorityCertIssuer();
    return (key == null
            || issuer.keyIdentifier.isEmpty()
            || Arrays.equals(key, issuer.keyIdentifier.get()))
        && (serial == null || serial.equals(issuer.serial()))
        && (names == null
            || Arrays.stream(names.getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .limit(1)
                .allMatch(
                    name ->
                        X500Name.getInstance(name.getName())
                            .equals(issuer.certificate.getIssuer())));
  }

  /** Whether the signature was made with this key; names and dates are not looked at. */
  boolean isSignedBy(VerifyingKey key) throws PkiException {
    return key.verifies(signatureScheme(), signedPart, signature);
  }
}
