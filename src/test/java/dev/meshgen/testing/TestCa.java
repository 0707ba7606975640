package dev.meshgen.testing;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** An authority that is not meshgen's, and signs whatever a test wants. */
public final class TestCa {
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final KeyPair key;
  private final X500Name name;
  private final String pem;
  private final Instant notAfter;

  private TestCa(KeyPair key, X500Name name, String pem, Instant notAfter) {
    this.key = key;
    this.name = name;
    this.pem = pem;
    this.notAfter = notAfter;
  }

  /** Time between two moments. */
  public record Span(Instant from, Instant to) {
    /** From a minute ago for some seconds. */
    public static Span seconds(long seconds) {
      Instant now = Instant.now();
      return new Span(now.minusSeconds(60), now.plusSeconds(seconds));
    }
  }

  /** A self-signed root. */
  public static TestCa root(String commonName, Span valid) {
    KeyPair key = key();
    X500Name name = new X500Name("CN=" + commonName);
    return new TestCa(
        key, name, issue(key, name, key.getPublic(), name, valid, authority(-1)), valid.to());
  }

  /** An authority below this one. */
  public TestCa below(String commonName, Span valid) {
    KeyPair own = key();
    X500Name subject = new X500Name("CN=" + commonName);
    String certificate = issue(key, name, own.getPublic(), subject, valid, authority(1));
    return new TestCa(own, subject, certificate, valid.to());
  }

  /** One that has a key, and instead of a certificate the request for one. */
  public static TestCa requesting(String commonName) {
    KeyPair own = key();
    X500Name subject = new X500Name("CN=" + commonName);
    try {
      CertificationRequestInfo info =
          new CertificationRequestInfo(
              subject,
              SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded()),
              new DERSet());
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(info);
      parts.add(ECDSA);
      parts.add(new DERBitString(signature(own, info.getEncoded("DER"))));
      String request =
          Pem.encode(Pem.CERTIFICATE_REQUEST, new DERSequence(parts).getEncoded("DER"));
      return new TestCa(own, subject, request, Instant.MAX);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same with the certificate that answers its request. */
  public TestCa answered(String certificate) {
    try {
      X509Certificate read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
      return new TestCa(key, name, certificate, read.getNotAfter().toInstant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate and its key (PKCS#8, elliptic curve), one after the other in PEM. */
  public static TestCa ofBundle(String pem) {
    try {
      List<Pem.Block> blocks = Pem.decode(pem.getBytes(StandardCharsets.US_ASCII));
      String own = Pem.encode(Pem.CERTIFICATE, blocks.get(0).der());
      TBSCertificate body = Certificate.getInstance(blocks.get(0).der()).getTBSCertificate();
      PrivateKey secret =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(blocks.get(1).der()));
      KeyPair pair = new KeyPair(publicKey(body.getSubjectPublicKeyInfo()), secret);
      return new TestCa(pair, body.getSubject(), own, body.getEndDate().getDate().toInstant());
    } catch (GeneralSecurityException | IOException | MalformedPem e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Whether the certificate of a bundle identifies its key, without which Go signs no list. */
  public static boolean hasKeyIdentifier(String pem) {
    try {
      byte[] own = Pem.decode(pem.getBytes(StandardCharsets.US_ASCII)).get(0).der();
      Extensions all = Certificate.getInstance(own).getTBSCertificate().getExtensions();
      return all != null && all.getExtension(Extension.subjectKeyIdentifier) != null;
    } catch (MalformedPem e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] signature(KeyPair key, byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(content);
    return signature.sign();
  }

  /** A certificate for a server by that name, and its key. */
  public Server server(String host, Span valid) {
    KeyPair own = key();
    return new Server(
        issue(
            key,
            name,
            own.getPublic(),
            new X500Name("CN=" + host),
            valid,
            extensions -> {
              extensions.addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }),
        own);
  }

  /** What a server proves itself with. */
  public record Server(String pem, KeyPair key) {}

  /** The certificate, in PEM. */
  public String pem() {
    return pem;
  }

  public Instant notAfter() {
    return notAfter;
  }

  /**
   * An intermediate of path length 0 with subject, names and key of a request.
   *
   * @throws IllegalArgumentException if it is not a request, or its signature is wrong
   */
  public String sign(String requestPem, Span valid) {
    try {
      CertificationRequest request = request(requestPem);
      SubjectPublicKeyInfo asked = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
      PublicKey publicKey = publicKey(asked);
      String algorithm = publicKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : ecdsa(asked);
      Signature verify = Signature.getInstance(algorithm);
      verify.initVerify(publicKey);
      verify.update(request.getCertificationRequestInfo().getEncoded("DER"));
      if (!verify.verify(request.getSignature().getOctets())) {
        throw new IllegalArgumentException("request signature does not match");
      }
      Optional<Extension> names = requested(request);
      return issue(
          key,
          name,
          publicKey,
          request.getCertificationRequestInfo().getSubject(),
          valid,
          extensions -> {
            // One that names nothing is for an authority with others below it.
            authority(names.isPresent() ? 0 : 1).addTo(extensions);
            if (names.isPresent()) {
              extensions.addExtension(names.get());
            }
          });
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A certificate for another key than that of the request. */
  public String signAnother(String requestPem, Span valid) {
    return issue(key, name, key().getPublic(), new X500Name("CN=another"), valid, authority(0));
  }

  private static String ecdsa(SubjectPublicKeyInfo key) {
    return key.getPublicKeyData().getBytes().length > 70 ? "SHA384withECDSA" : "SHA256withECDSA";
  }

  private static CertificationRequest request(String pem) {
    try {
      return CertificationRequest.getInstance(
          Pem.decode(pem.getBytes(StandardCharsets.US_ASCII)).get(0).der());
    } catch (MalformedPem e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static PublicKey publicKey(SubjectPublicKeyInfo key)
      throws GeneralSecurityException, IOException {
    boolean rsa = key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
    return KeyFactory.getInstance(rsa ? "RSA" : "EC")
        .generatePublic(new X509EncodedKeySpec(key.getEncoded("DER")));
  }

  private static Optional<Extension> requested(CertificationRequest request) {
    for (var each : request.getCertificationRequestInfo().getAttributes()) {
      var attribute = Attribute.getInstance(each);
      if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
        Extensions all = Extensions.getInstance(attribute.getAttrValues().getObjectAt(0));
        return Optional.ofNullable(all.getExtension(Extension.subjectAlternativeName));
      }
    }
    return Optional.empty();
  }

  private interface ExtensionSetter {
    void addTo(ExtensionsGenerator extensions) throws IOException;
  }

  private static ExtensionSetter authority(int pathLength) {
    return extensions -> {
      extensions.addExtension(
          Extension.basicConstraints,
          true,
          pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength));
      extensions.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    };
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String issue(
      KeyPair issuerKey,
      X500Name issuer,
      PublicKey key,
      X500Name subject,
      Span valid,
      ExtensionSetter setter) {
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      setter.addTo(extensions);
      V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
      body.setSerialNumber(
          new ASN1Integer(new BigInteger(120, ThreadLocalRandom.current()).setBit(121)));
      body.setSubject(subject);
      body.setIssuer(issuer);
      body.setStartDate(new Time(Date.from(valid.from())));
      body.setEndDate(new Time(Date.from(valid.to())));
      body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
      body.setSignature(ECDSA);
      body.setExtensions(extensions.generate());
      byte[] unsigned = body.generateTBSCertificate().getEncoded("DER");
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(ASN1Primitive.fromByteArray(unsigned));
      parts.add(ECDSA);
      parts.add(new DERBitString(signature(issuerKey, unsigned)));
      return Pem.encode(Pem.CERTIFICATE, new DERSequence(parts).getEncoded("DER"));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
