package dev.meshgen.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** An RSA key of the JDK, whose key generator is faster than Bouncy Castle's. */
final class RsaSigningKey implements SigningKey {
  static final int MIN_BITS = 2048;

  /** Go refuses larger ones in a handshake, ztunnel's library in any certificate. */
  static final int MAX_BITS = 8192;

  private final PrivateKey secret;
  private final SubjectPublicKeyInfo publicKey;

  private RsaSigningKey(PrivateKey secret, PublicKey open) {
    this.secret = secret;
    this.publicKey = SubjectPublicKeyInfo.getInstance(open.getEncoded());
  }

  /** Refuses what Istio's proxies do not accept. */
  static void requireSize(BigInteger modulus) throws PkiException {
    int bits = modulus.bitLength();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new PkiException(
          ImportFlaw.ALGORITHM,
          bits < MIN_BITS
              ? "the RSA key has less than " + MIN_BITS + " bits"
              : "the RSA key has more than " + MAX_BITS + " bits");
    }
  }

  static RsaSigningKey generate(int bits, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4), random);
      KeyPair pair = generator.generateKeyPair();
      return new RsaSigningKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime makes no RSA keys", e);
    }
  }

  static RsaSigningKey ofPkcs8(byte[] der) throws PkiException {
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(der));
      if (!(secret instanceof RSAPrivateCrtKey key)) {
        throw new PkiException(ImportFlaw.KEY, "the RSA private key lacks its public exponent");
      }
      requireSize(key.getModulus());
      var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return new RsaSigningKey(secret, factory.generatePublic(spec));
    } catch (GeneralSecurityException e) {
      // The cause is left out: providers quote parts of a key they cannot read.
      throw new PkiException(ImportFlaw.KEY, "the RSA private key cannot be read");
    }
  }

  @Override
  public SubjectPublicKeyInfo publicKey() {
    return publicKey;
  }

  @Override
  public byte[] pkcs8() {
    return secret.getEncoded();
  }

  @Override
  public SignatureScheme scheme() {
    return SignatureScheme.RSA_SHA256;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(scheme().jcaName());
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an RSA key that was accepted cannot sign", e);
    }
  }
}
