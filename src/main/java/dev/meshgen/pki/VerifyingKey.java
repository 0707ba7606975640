package dev.meshgen.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * A public key that others made, to check signatures with. What the first check makes of it is kept
 * for the next: the points of a curve that a root's key is multiplied by are the same for every
 * cluster, and half of the work. So is which signatures it made: what is imported is looked at by
 * several, each of whom reads it again.
 */
final class VerifyingKey {
  private static final int MOST_REMEMBERED = 10_000;

  private final SubjectPublicKeyInfo key;
  private volatile ECPublicKeyParameters point;

  /** By hash and signature; of RSA none, which is quick to check. */
  private final Set<ByteBuffer> made = ConcurrentHashMap.newKeySet();

  VerifyingKey(SubjectPublicKeyInfo key) {
    this.key = key;
  }

  /** Refuses a key that Istio's proxies do not accept: other curves, short RSA, Ed25519. */
  void requireSupported() throws PkiException {
    if (isEc()) {
      point();
    } else if (isRsa()) {
      RsaSigningKey.requireSize(rsa().getModulus());
    } else {
      throw new PkiException(ImportFlaw.ALGORITHM, "the key is neither ECDSA nor RSA");
    }
  }

  /** Whether this key made the signature; false for one that is malformed. */
  boolean verifies(SignatureScheme scheme, byte[] message, byte[] signature) throws PkiException {
    if (isEc() != scheme.isEcdsa()) {
      return false;
    }
    return isEc() ? ecdsa(scheme, message, signature) : rsa(scheme, message, signature);
  }

  private boolean isEc() {
    return algorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
  }

  private boolean isRsa() {
    return algorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
  }

  private ASN1ObjectIdentifier algorithm() {
    return key.getAlgorithm().getAlgorithm();
  }

  private boolean ecdsa(SignatureScheme scheme, byte[] message, byte[] signature)
      throws PkiException {
    ECPublicKeyParameters decoded = point();
    byte[] hash = scheme.hash(message);
    ByteBuffer known = remembered(hash, signature);
    if (made.contains(known)) {
      return true;
    }
    boolean verified = ecdsa(decoded, hash, signature);
    if (verified && made.size() < MOST_REMEMBERED) {
      made.add(known);
    }
    return verified;
  }

  private static ByteBuffer remembered(byte[] hash, byte[] signature) {
    return ByteBuffer.allocate(1 + hash.length + signature.length)
        .put((byte) hash.length)
        .put(hash)
        .put(signature)
        .flip();
  }

  private static boolean ecdsa(ECPublicKeyParameters decoded, byte[] hash, byte[] signature) {
    var signer = new ECDSASigner();
    signer.init(false, decoded);
    try {
      BigInteger order = decoded.getParameters().getN();
      BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(order, signature);
      return signer.verifySignature(hash, rs[0], rs[1]);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Threads that ask at the same time may each decode it once. */
  private ECPublicKeyParameters point() throws PkiException {
    ECPublicKeyParameters decoded = point;
    if (decoded == null) {
      decoded = decode();
      point = decoded;
    }
    return decoded;
  }

  private ECPublicKeyParameters decode() throws PkiException {
    EcCurve curve = EcCurve.named(key.getAlgorithm().getParameters());
    try {
      byte[] encoded = key.getPublicKeyData().getBytes();
      return new ECPublicKeyParameters(
          curve.domain().getCurve().decodePoint(encoded), curve.domain());
    } catch (IllegalArgumentException e) {
      throw new PkiException("the key is not a point on " + curve.label());
    }
  }

  private RSAPublicKey rsa() throws PkiException {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new PkiException("the RSA key cannot be read");
    }
  }

  private boolean rsa(SignatureScheme scheme, byte[] message, byte[] signature)
      throws PkiException {
    PublicKey decoded = rsa();
    try {
      Signature verifier = Signature.getInstance(scheme.jcaName());
      verifier.initVerify(decoded);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
