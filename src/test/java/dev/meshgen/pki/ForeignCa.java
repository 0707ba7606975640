package dev.meshgen.pki;

import dev.meshgen.bytes.MalformedPem;
import dev.meshgen.bytes.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V1TBSCertificateGenerator;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** A certificate and its key as other tools make them; nothing in it comes from meshgen. */
public final class ForeignCa {
  private static final ASN1Encodable MALFORMED_DIRECTORY =
      new DERTaggedObject(
          true, GeneralName.directoryName, new DERSequence(new DERSet(new ASN1Integer(1))));

  private final KeyPair keys;
  private final X500Name subject;
  private final byte[] der;

  private ForeignCa(KeyPair keys, X500Name subject, byte[] der) {
    this.keys = keys;
    this.subject = subject;
    this.der = der;
  }

  /** What a certificate is to look like; by default that of an authority, valid for ten years. */
  public static final class Profile {
    private final X500Name subject;
    private final KeyPair keys;
    private Instant from;
    private Instant to;
    private Optional<Integer> pathLength = Optional.empty();
    private boolean authority = true;
    private int usage = KeyUsage.keyCertSign | KeyUsage.digitalSignature;
    private final List<GeneralSubtree> permitted = new ArrayList<>();
    private final List<GeneralSubtree> excluded = new ArrayList<>();
    private final Map<ASN1ObjectIdentifier, ASN1Encodable> others = new LinkedHashMap<>();
    private boolean criticalNames = true;
    private final List<GeneralName> alternatives = new ArrayList<>();
    private Optional<KeyPurposeId> purpose = Optional.empty();
    private BigInteger serial = BigInteger.ONE;
    private boolean identified;
    private boolean bare;
    private boolean first;

    private Profile(String subject, KeyPair keys, Instant now) {
      this.subject = new X500Name(subject);
      this.keys = keys;
      this.from = now.minus(Duration.ofDays(30));
      this.to = now.plus(Duration.ofDays(3650));
    }

    public Profile valid(Instant first, Instant last) {
      from = first;
      to = last;
      return this;
    }

    public Profile pathLength(int length) {
      pathLength = Optional.of(length);
      return this;
    }

    public Profile leaf() {
      authority = false;
      usage = KeyUsage.digitalSignature;
      return this;
    }

    /** Of a client or a server of TLS alone. */
    public Profile only(boolean client) {
      purpose = Optional.of(client ? KeyPurposeId.id_kp_clientAuth : KeyPurposeId.id_kp_serverAuth);
      return leaf();
    }

    /** One that may sign lists of revoked certificates, too. */
    public Profile signingLists() {
      usage |= KeyUsage.cRLSign;
      return this;
    }

    /** One that may sign certificates and lists, and nothing else; with identifiers of its keys. */
    public Profile asStepMakesIt() {
      usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
      identified = true;
      return this;
    }

    /** An authority by its constraints, but not by its key usage. */
    public Profile withoutSigning() {
      usage = KeyUsage.digitalSignature;
      return this;
    }

    public Profile permittingUri(String host) {
      return permitting(GeneralName.uniformResourceIdentifier, host);
    }

    /** Names of this kind may be below that one only. */
    public Profile permitting(int kind, String name) {
      permitted.add(new GeneralSubtree(new GeneralName(kind, name)));
      return this;
    }

    /** Names of this kind may not be below that one. */
    public Profile excluding(int kind, String name) {
      excluded.add(new GeneralSubtree(new GeneralName(kind, name)));
      return this;
    }

    /** What does not know a kind of names may let any pass. */
    public Profile leniently() {
      criticalNames = false;
      return this;
    }

    /** An authority whose certificates are those of servers of TLS alone. */
    public Profile serving() {
      purpose = Optional.of(KeyPurposeId.id_kp_serverAuth);
      return this;
    }

    /** An authority whose certificates are for any purpose, and name none. */
    public Profile forAnyPurpose() {
      purpose = Optional.of(KeyPurposeId.anyExtendedKeyUsage);
      return this;
    }

    /** With an identifier of its key that is not a hash of it. */
    public Profile identifiedAs(int octet) {
      others.put(Extension.subjectKeyIdentifier, new SubjectKeyIdentifier(octets(octet)));
      return this;
    }

    /** With that of the key of its issuer. */
    public Profile belowIdentified(int octet) {
      others.put(Extension.authorityKeyIdentifier, new AuthorityKeyIdentifier(octets(octet)));
      return this;
    }

    /** With the name and the serial number of its issuer instead. */
    public Profile belowNumbered(String issuer, long number) {
      others.put(
          Extension.authorityKeyIdentifier,
          new AuthorityKeyIdentifier(
              new GeneralNames(new GeneralName(new X500Name(issuer))), BigInteger.valueOf(number)));
      return this;
    }

    private static byte[] octets(int octet) {
      byte[] octets = new byte[20];
      Arrays.fill(octets, (byte) octet);
      return octets;
    }

    /** Nothing says what it is for. */
    public Profile bare() {
      bare = true;
      return this;
    }

    /** The same, because that version of X.509 had no place for it. */
    public Profile ofFirstVersion() {
      first = true;
      return this;
    }

    /** Another name of the subject. */
    public Profile named(String identity) {
      return named(GeneralName.uniformResourceIdentifier, identity);
    }

    /** The same, of another kind. */
    public Profile named(int kind, String name) {
      alternatives.add(new GeneralName(kind, name));
      return this;
    }

    /** With something malformed instead of such names. */
    public Profile misnamed(ASN1Encodable names) {
      others.put(Extension.subjectAlternativeName, names);
      return this;
    }

    /** Names may be below a malformed directory name only. */
    public Profile permittingMalformed() {
      permitted.add(new GeneralSubtree(GeneralName.getInstance(MALFORMED_DIRECTORY)));
      return this;
    }

    public Profile serial(long number) {
      serial = BigInteger.valueOf(number);
      return this;
    }

    public ForeignCa selfSigned() {
      return sign(subject, keys);
    }

    public ForeignCa issuedBy(ForeignCa issuer) {
      return sign(issuer.subject, issuer.keys);
    }

    private ForeignCa sign(X500Name issuer, KeyPair signer) {
      try {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, constraints());
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        if (!permitted.isEmpty() || !excluded.isEmpty()) {
          extensions.addExtension(
              Extension.nameConstraints,
              criticalNames,
              new NameConstraints(subtrees(permitted), subtrees(excluded)));
        }
        for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> other : others.entrySet()) {
          extensions.addExtension(other.getKey(), false, other.getValue());
        }
        if (!alternatives.isEmpty()) {
          extensions.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(alternatives.toArray(GeneralName[]::new)));
        }
        if (purpose.isPresent()) {
          extensions.addExtension(
              Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.get()));
        }
        if (identified) {
          identifiers(extensions, issuer.equals(subject) ? Optional.empty() : Optional.of(signer));
        }
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(serial));
        body.setSubject(subject);
        body.setIssuer(issuer);
        body.setStartDate(new Time(Date.from(from)));
        body.setEndDate(new Time(Date.from(to)));
        body.setSubjectPublicKeyInfo(
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        AlgorithmIdentifier algorithm = algorithm(signer);
        body.setSignature(algorithm);
        if (!bare) {
          body.setExtensions(extensions.generate());
        }
        var unsigned = first ? firstVersion(issuer, algorithm) : body.generateTBSCertificate();
        Signature signature = Signature.getInstance(name(signer));
        signature.initSign(signer.getPrivate());
        signature.update(unsigned.getEncoded("DER"));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(unsigned);
        parts.add(algorithm);
        parts.add(new DERBitString(signature.sign()));
        return new ForeignCa(keys, subject, new DERSequence(parts).getEncoded("DER"));
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private TBSCertificate firstVersion(X500Name issuer, AlgorithmIdentifier algorithm) {
      V1TBSCertificateGenerator body = new V1TBSCertificateGenerator();
      body.setSerialNumber(new ASN1Integer(serial));
      body.setSubject(subject);
      body.setIssuer(issuer);
      body.setStartDate(new Time(Date.from(from)));
      body.setEndDate(new Time(Date.from(to)));
      body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      body.setSignature(algorithm);
      return body.generateTBSCertificate();
    }

    private static GeneralSubtree[] subtrees(List<GeneralSubtree> names) {
      return names.isEmpty() ? null : names.toArray(GeneralSubtree[]::new);
    }

    /** Go writes that of the issuer only where it is another. */
    private void identifiers(ExtensionsGenerator extensions, Optional<KeyPair> signer)
        throws IOException, GeneralSecurityException {
      extensions.addExtension(
          Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier(keys)));
      if (signer.isPresent()) {
        extensions.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            new AuthorityKeyIdentifier(identifier(signer.get())));
      }
    }

    private static byte[] identifier(KeyPair of) throws GeneralSecurityException {
      byte[] key =
          SubjectPublicKeyInfo.getInstance(of.getPublic().getEncoded())
              .getPublicKeyData()
              .getBytes();
      return MessageDigest.getInstance("SHA-1").digest(key);
    }

    private BasicConstraints constraints() {
      return authority && pathLength.isPresent()
          ? new BasicConstraints(pathLength.get())
          : new BasicConstraints(authority);
    }
  }

  /**
   * For the key of a request in PEM, with its subject; no one here has the private one.
   *
   * @param text of the file, from its first line on
   */
  public static Profile answering(String text, Instant now) {
    try {
      byte[] der = Pem.decode(text.getBytes(StandardCharsets.US_ASCII)).get(0).der();
      CertificationRequestInfo info =
          CertificationRequest.getInstance(der).getCertificationRequestInfo();
      byte[] key = info.getSubjectPublicKeyInfo().getEncoded();
      String kind =
          info.getSubjectPublicKeyInfo()
                  .getAlgorithm()
                  .getAlgorithm()
                  .getId()
                  .startsWith("1.2.840.113549")
              ? "RSA"
              : "EC";
      PublicKey publicKey =
          KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(key));
      return new Profile(info.getSubject().toString(), new KeyPair(publicKey, null), now);
    } catch (IOException | GeneralSecurityException | MalformedPem e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@link Profile#misnamed} takes: each another way of not being names. */
  public static List<ASN1Encodable> malformedNames() {
    return List.of(
        new ASN1Integer(1),
        new DERSequence(new DERTaggedObject(false, 12, new DEROctetString(new byte[1]))),
        new DERSequence(MALFORMED_DIRECTORY));
  }

  /** A certificate of its new key. */
  public static Profile of(String subject, KeyPair keys, Instant now) {
    return new Profile(subject, keys, now);
  }

  public static KeyPair rsa(int bits) {
    return generate("RSA", generator -> generator.initialize(bits));
  }

  /** On a curve by its name in the JDK: {@code secp256r1}. */
  public static KeyPair ec(String curve) {
    return generate("EC", generator -> generator.initialize(new ECGenParameterSpec(curve)));
  }

  public static KeyPair ed25519() {
    return generate("Ed25519", generator -> {});
  }

  private interface Setup {
    void on(KeyPairGenerator generator) throws GeneralSecurityException;
  }

  private static KeyPair generate(String algorithm, Setup setup) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      setup.on(generator);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(KeyPair signer) {
    return switch (signer.getPrivate().getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }

  private static AlgorithmIdentifier algorithm(KeyPair signer) {
    return switch (signer.getPrivate().getAlgorithm()) {
      case "RSA" ->
          new AlgorithmIdentifier(
              new ASN1ObjectIdentifier("1.2.840.113549.1.1.11"), DERNull.INSTANCE);
      case "EC" -> new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10045.4.3.2"));
      default -> new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));
    };
  }

  /** Its list of revoked certificates, which counts for some days. */
  public String revoking(Instant from, int days, String... serials) {
    V2TBSCertListGenerator body = new V2TBSCertListGenerator();
    AlgorithmIdentifier algorithm = algorithm(keys);
    body.setSignature(algorithm);
    body.setIssuer(subject);
    body.setThisUpdate(new Time(Date.from(from)));
    body.setNextUpdate(new Time(Date.from(from.plus(Duration.ofDays(days)))));
    for (String serial : serials) {
      body.addCRLEntry(new ASN1Integer(new BigInteger(serial, 16)), new Time(Date.from(from)), 1);
    }
    try {
      var unsigned = body.generateTBSCertList();
      Signature signature = Signature.getInstance(name(keys));
      signature.initSign(keys.getPrivate());
      signature.update(unsigned.getEncoded("DER"));
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(unsigned);
      parts.add(algorithm);
      parts.add(new DERBitString(signature.sign()));
      return Pem.encode("X509 CRL", new DERSequence(parts).getEncoded("DER"));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] der() {
    return der.clone();
  }

  public PrivateKey key() {
    return keys.getPrivate();
  }

  public String pem() {
    return Pem.encode(Pem.CERTIFICATE, der);
  }

  /** {@code PRIVATE KEY}. */
  public String pkcs8() {
    return Pem.encode(Pem.PRIVATE_KEY, keys.getPrivate().getEncoded());
  }

  /** {@code RSA PRIVATE KEY}, as {@code openssl genrsa} wrote it until 3.0. */
  public String pkcs1() {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
      return Pem.encode("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code EC PRIVATE KEY}, with its curve. */
  public String sec1() {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
      ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
      int bits = key.getKey().bitLength() > 256 ? 384 : 256;
      ECPrivateKey named =
          new ECPrivateKey(bits, key.getKey(), info.getPrivateKeyAlgorithm().getParameters());
      return Pem.encode("EC PRIVATE KEY", named.getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code ENCRYPTED PRIVATE KEY}, as {@code openssl pkcs8 -topk8} writes it. */
  public String encrypted(String password) {
    try {
      byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
      byte[] iv = new byte[16];
      int rounds = 2048;
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, rounds, 256))
              .getEncoded();
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      AlgorithmIdentifier prf =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
      PBES2Parameters parameters =
          new PBES2Parameters(
              new KeyDerivationFunc(
                  PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, rounds, prf)),
              new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
      return Pem.encode(
          "ENCRYPTED PRIVATE KEY",
          new EncryptedPrivateKeyInfo(
                  new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
                  cipher.doFinal(keys.getPrivate().getEncoded()))
              .getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code PUBLIC KEY}. */
  public String publicKey() {
    return Pem.encode("PUBLIC KEY", keys.getPublic().getEncoded());
  }
}
