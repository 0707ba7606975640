package dev.meshgen.pki;

import dev.meshgen.bytes.Hashes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The signature algorithms a certificate may carry; SHA-1 and older are not among them. */
@SuppressWarnings("ImmutableEnumChecker") // Bouncy Castle's type is, without saying so.
enum SignatureScheme {
  ECDSA_SHA256(X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA-256", true),
  ECDSA_SHA384(X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA-384", true),
  ECDSA_SHA512(X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA-512", true),
  RSA_SHA256(PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA-256", false),
  RSA_SHA384(PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA-384", false),
  RSA_SHA512(PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA-512", false);

  private final ASN1ObjectIdentifier oid;
  private final String digest;
  private final boolean ecdsa;

  SignatureScheme(ASN1ObjectIdentifier oid, String digest, boolean ecdsa) {
    this.oid = oid;
    this.digest = digest;
    this.ecdsa = ecdsa;
  }

  /** RFC 5758 section 3.2: ECDSA has no parameters; RFC 4055 section 5: RSA has NULL. */
  AlgorithmIdentifier identifier() {
    return ecdsa ? new AlgorithmIdentifier(oid) : new AlgorithmIdentifier(oid, DERNull.INSTANCE);
  }

  byte[] hash(byte[] message) {
    return Hashes.named(digest).digest(message);
  }

  boolean isEcdsa() {
    return ecdsa;
  }

  /** The JDK's name of an RSA scheme. */
  String jcaName() {
    return digest.replace("-", "") + "withRSA";
  }

  static SignatureScheme of(AlgorithmIdentifier identifier) throws PkiException {
    for (SignatureScheme scheme : values()) {
      if (scheme.oid.equals(identifier.getAlgorithm())) {
        return scheme;
      }
    }
    String id = identifier.getAlgorithm().getId();
    if (id.equals("1.2.840.10045.4.1") || id.equals("1.2.840.113549.1.1.5")) {
      throw new PkiException(
          ImportFlaw.ALGORITHM, "the signature uses SHA-1, which Istio's proxies refuse");
    }
    throw new PkiException(
        ImportFlaw.ALGORITHM,
        "the signature algorithm " + id + " is not ECDSA or RSA with SHA-256, 384 or 512");
  }
}
