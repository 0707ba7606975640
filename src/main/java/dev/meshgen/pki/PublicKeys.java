package dev.meshgen.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** Checks of signatures by keys that others made. */
final class PublicKeys {
  private PublicKeys() {}

  /** Refuses a key that Istio's proxies do not accept: other curves, short RSA, Ed25519. */
  static void requireSupported(SubjectPublicKeyInfo key) throws PkiException {
    AlgorithmIdentifier algorithm = key.getAlgorithm();
    if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      EcCurve curve = EcCurve.named(algorithm.getParameters());
      decode(curve, key);
    } else if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      if (!(rsa(key) instanceof RSAPublicKey rsa)
          || rsa.getModulus().bitLength() < RsaSigningKey.MIN_BITS) {
        throw new PkiException(
            ImportFlaw.ALGORITHM, "the RSA key has less than " + RsaSigningKey.MIN_BITS + " bits");
      }
    } else {
      throw new PkiException(ImportFlaw.ALGORITHM, "the key is neither ECDSA nor RSA");
    }
  }

  static boolean verifies(
      SubjectPublicKeyInfo key, SignatureScheme scheme, byte[] message, byte[] signature)
      throws PkiException {
    boolean ecKey = key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
    if (ecKey != scheme.isEcdsa()) {
      return false;
    }
    return ecKey
        ? ecdsa(key, scheme, message, signature)
        : rsa(rsa(key), scheme, message, signature);
  }

  private static boolean ecdsa(
      SubjectPublicKeyInfo key, SignatureScheme scheme, byte[] message, byte[] signature)
      throws PkiException {
    EcCurve curve = EcCurve.named(key.getAlgorithm().getParameters());
    var signer = new ECDSASigner();
    signer.init(false, decode(curve, key));
    try {
      BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(curve.order(), signature);
      return signer.verifySignature(scheme.hash(message), rs[0], rs[1]);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static ECPublicKeyParameters decode(EcCurve curve, SubjectPublicKeyInfo key)
      throws PkiException {
    try {
      byte[] point = key.getPublicKeyData().getBytes();
      return new ECPublicKeyParameters(
          curve.domain().getCurve().decodePoint(point), curve.domain());
    } catch (IllegalArgumentException e) {
      throw new PkiException("the key is not a point on " + curve.label());
    }
  }

  private static PublicKey rsa(SubjectPublicKeyInfo key) throws PkiException {
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new PkiException("the RSA key cannot be read");
    }
  }

  private static boolean rsa(
      PublicKey key, SignatureScheme scheme, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(scheme.jcaName());
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
