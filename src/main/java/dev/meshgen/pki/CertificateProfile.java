package dev.meshgen.pki;

import dev.meshgen.bytes.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * The two kinds of certificate meshgen issues, as RFC 5280 section 4.2 and the SPIFFE X509-SVID
 * standard (sections 3.2 and 4.3) ask for them. No extended key usage: istiod refuses an authority
 * whose usages leave out TLS servers. No name constraints: ztunnel refuses those on URIs.
 */
final class CertificateProfile {
  private final V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();
  private final SubjectPublicKeyInfo key;

  private CertificateProfile(SubjectPublicKeyInfo key, X500Name subject, X500Name issuer) {
    this.key = key;
    body.setSubjectPublicKeyInfo(key);
    body.setSubject(subject);
    body.setIssuer(issuer);
  }

  /** Path length 1, not 0: istiod accepts 0 silently and then no peer accepts any workload. */
  static CertificateProfile root(X500Name subject, SubjectPublicKeyInfo key) {
    var profile = new CertificateProfile(key, subject, subject);
    profile.addAuthority(1);
    return profile;
  }

  static CertificateProfile intermediate(
      X500Name subject, SubjectPublicKeyInfo key, X509 issuer, String trustDomain) {
    var profile = new CertificateProfile(key, subject, issuer.subject());
    profile.addAuthority(0);
    profile.add(
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(
            issuer.keyIdentifier().orElseGet(() -> keyIdentifier(issuer.publicKey()))));
    addUri(profile.extensions, trustDomain);
    return profile;
  }

  /**
   * What a request asks for. The identifiers of keys are left to the signer, which has to write its
   * own in any case.
   */
  static Extensions requestedExtensions(String trustDomain) {
    var extensions = new ExtensionsGenerator();
    addConstraints(extensions, 0);
    addUri(extensions, trustDomain);
    return extensions.generate();
  }

  /** The identity of a trust domain, without a path: SPIFFE-ID section 2. */
  static String uri(String trustDomain) {
    return "spiffe://" + trustDomain.toLowerCase(Locale.ROOT);
  }

  CertificateProfile serial(BigInteger serial) {
    body.setSerialNumber(new ASN1Integer(serial));
    return this;
  }

  CertificateProfile valid(Instant from, Instant to) {
    body.setStartDate(CertificateTime.of(from));
    body.setEndDate(CertificateTime.of(to));
    return this;
  }

  /** The DER of the signed certificate. */
  byte[] sign(SigningKey issuer) {
    AlgorithmIdentifier algorithm = issuer.scheme().identifier();
    body.setSignature(algorithm);
    body.setExtensions(extensions.generate());
    TBSCertificate unsigned = body.generateTBSCertificate();
    try {
      var parts = new ASN1EncodableVector(3);
      parts.add(unsigned);
      parts.add(algorithm);
      parts.add(new DERBitString(issuer.sign(unsigned.getEncoded("DER"))));
      return new DERSequence(parts).getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addAuthority(int pathLength) {
    addConstraints(extensions, pathLength);
    add(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key)));
  }

  private static void addConstraints(ExtensionsGenerator extensions, int pathLength) {
    add(extensions, Extension.basicConstraints, true, new BasicConstraints(pathLength));
    KeyUsage usage = new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    add(extensions, Extension.keyUsage, true, usage);
  }

  private static void addUri(ExtensionsGenerator extensions, String trustDomain) {
    GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, uri(trustDomain));
    add(extensions, Extension.subjectAlternativeName, false, new GeneralNames(uri));
  }

  private void add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    add(extensions, oid, critical, value);
  }

  private static void add(
      ExtensionsGenerator extensions,
      ASN1ObjectIdentifier oid,
      boolean critical,
      ASN1Encodable value) {
    try {
      extensions.addExtension(oid, critical, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * RFC 5280 section 4.2.1.2, method 1. An identifier, no protection: SHA-1 is what it specifies.
   */
  private static byte[] keyIdentifier(SubjectPublicKeyInfo key) {
    return Hashes.named("SHA-1").digest(key.getPublicKeyData().getBytes());
  }
}
