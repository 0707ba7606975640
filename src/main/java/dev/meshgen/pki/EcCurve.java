package dev.meshgen.pki;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP384R1Curve;

/**
 * The two NIST curves that every part of Istio accepts, with the hash that matches their strength.
 *
 * <p>The base points (FIPS 186-4 appendix D) are here because Bouncy Castle's table of named curves
 * loads a class for each of its thirty curves.
 */
@SuppressWarnings("ImmutableEnumChecker") // Bouncy Castle's types are, without saying so.
enum EcCurve {
  P256(
      "P-256",
      SECObjectIdentifiers.secp256r1,
      new SecP256R1Curve(),
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
          + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
      SignatureScheme.ECDSA_SHA256),
  P384(
      "P-384",
      SECObjectIdentifiers.secp384r1,
      new SecP384R1Curve(),
      "04aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b98"
          + "59f741e082542a385502f25dbf55296c3a545e3872760ab7"
          + "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147c"
          + "e9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
      SignatureScheme.ECDSA_SHA384);

  private final String label;
  private final ASN1ObjectIdentifier oid;
  private final ECDomainParameters domain;
  private final SignatureScheme scheme;

  EcCurve(
      String label, ASN1ObjectIdentifier oid, ECCurve curve, String base, SignatureScheme scheme) {
    this.label = label;
    this.oid = oid;
    ECPoint g = curve.decodePoint(HexFormat.of().parseHex(base));
    this.domain = new ECDomainParameters(curve, g, curve.getOrder(), curve.getCofactor());
    this.scheme = scheme;
  }

  String label() {
    return label;
  }

  ECDomainParameters domain() {
    return domain;
  }

  /** How a key on this curve signs certificates. */
  SignatureScheme scheme() {
    return scheme;
  }

  AlgorithmIdentifier algorithm() {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, oid);
  }

  SubjectPublicKeyInfo publicKey(ECPoint point) {
    return new SubjectPublicKeyInfo(algorithm(), point.getEncoded(false));
  }

  BigInteger order() {
    return domain.getN();
  }

  /** The curve an algorithm identifier's parameters name; explicit parameters are refused. */
  static EcCurve named(Object parameters) throws PkiException {
    for (EcCurve curve : values()) {
      if (curve.oid.equals(parameters)) {
        return curve;
      }
    }
    throw new PkiException(ImportFlaw.ALGORITHM, "the elliptic curve is neither P-256 nor P-384");
  }
}
