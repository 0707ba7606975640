package dev.meshgen.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** An ECDSA key. Signs as RFC 6979 describes, so a weak random source cannot leak the key. */
final class EcSigningKey implements SigningKey {
  private final EcCurve curve;
  private final BigInteger secret;
  private final SubjectPublicKeyInfo publicKey;

  private EcSigningKey(EcCurve curve, BigInteger secret) {
    this.curve = curve;
    this.secret = secret;
    ECPoint point = new FixedPointCombMultiplier().multiply(curve.domain().getG(), secret);
    this.publicKey = curve.publicKey(point.normalize());
  }

  /** FIPS 186-5 A.2.2: draw until the number is in range, so that every key is equally likely. */
  static EcSigningKey generate(EcCurve curve, SecureRandom random) {
    int bits = curve.order().bitLength();
    while (true) {
      var candidate = new BigInteger(bits, random);
      if (isInRange(curve, candidate)) {
        return new EcSigningKey(curve, candidate);
      }
    }
  }

  static EcSigningKey of(EcCurve curve, BigInteger secret) throws PkiException {
    if (!isInRange(curve, secret)) {
      throw new PkiException(ImportFlaw.KEY, "the private key is out of range for its curve");
    }
    return new EcSigningKey(curve, secret);
  }

  private static boolean isInRange(EcCurve curve, BigInteger secret) {
    return secret.signum() > 0 && secret.compareTo(curve.order()) < 0;
  }

  @Override
  public SubjectPublicKeyInfo publicKey() {
    return publicKey;
  }

  @Override
  public byte[] pkcs8() {
    try {
      var point = new DERBitString(publicKey.getPublicKeyData().getBytes());
      var key = new ECPrivateKey(curve.order().bitLength(), secret, point, null);
      return new PrivateKeyInfo(curve.algorithm(), key).getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SignatureScheme scheme() {
    return curve.scheme();
  }

  @Override
  public byte[] sign(byte[] message) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, curve.domain()));
    BigInteger[] rs = signer.generateSignature(scheme().hash(message));
    try {
      return StandardDSAEncoding.INSTANCE.encode(curve.order(), rs[0], rs[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Digest digest() {
    return curve == EcCurve.P384 ? new SHA384Digest() : SHA256Digest.newInstance();
  }
}
