package dev.meshgen.pki;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.KeyKind;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Where private keys come from: the random source, or PEM as istiod reads it. */
final class SigningKeys {
  private SigningKeys() {}

  static SigningKey generate(KeyKind kind, SecureRandom random) {
    return switch (kind) {
      case ECDSA_P256 -> EcSigningKey.generate(EcCurve.P256, random);
      case ECDSA_P384 -> EcSigningKey.generate(EcCurve.P384, random);
      case RSA_2048 -> RsaSigningKey.generate(2048, random);
      case RSA_3072 -> RsaSigningKey.generate(3072, random);
      case RSA_4096 -> RsaSigningKey.generate(4096, random);
    };
  }

  /** The kind that a public key says it has; empty for another. */
  static Optional<KeyKind> kindOf(SubjectPublicKeyInfo key) {
    return isRsa(key) ? rsaLabel(key).flatMap(KeyKind::of) : ofCurve(key.getAlgorithm());
  }

  /** How the kind of a supported key is called: {@code rsa-3000}, {@code ecdsa-p256}. */
  static String labelOf(SubjectPublicKeyInfo key) {
    return (isRsa(key) ? rsaLabel(key) : kindOf(key).map(KeyKind::id)).orElse("unknown");
  }

  private static boolean isRsa(SubjectPublicKeyInfo key) {
    return key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
  }

  private static Optional<String> rsaLabel(SubjectPublicKeyInfo key) {
    try {
      RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
      return Optional.of("rsa-" + rsa.getModulus().bitLength());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** By its name alone: nothing is computed on it. */
  private static Optional<KeyKind> ofCurve(AlgorithmIdentifier algorithm) {
    if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return Optional.empty();
    }
    if (SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())) {
      return Optional.of(KeyKind.ECDSA_P256);
    }
    return SECObjectIdentifiers.secp384r1.equals(algorithm.getParameters())
        ? Optional.of(KeyKind.ECDSA_P384)
        : Optional.empty();
  }

  /**
   * Reads the first PEM block, as istiod does: a key after an {@code EC PARAMETERS} block is not
   * read.
   *
   * @param name what is read, for the message
   */
  static SigningKey read(String name, SecretBytes pem) throws PkiException {
    byte[] text = pem.copy();
    List<Pem.Block> blocks;
    try {
      blocks = X509Bundle.blocks(name, text);
    } catch (PkiException e) {
      throw new PkiException(ImportFlaw.KEY, e.getMessage());
    } finally {
      Arrays.fill(text, (byte) 0);
    }
    if (blocks.isEmpty()) {
      throw new PkiException(ImportFlaw.KEY, name + " holds no PEM block");
    }
    byte[] der = blocks.get(0).der();
    try {
      return read(name, blocks.get(0).label(), der);
    } finally {
      blocks.forEach(block -> Arrays.fill(block.der(), (byte) 0));
    }
  }

  /** The same for one block that has been read. */
  static SigningKey read(String name, String label, byte[] der) throws PkiException {
    try {
      return parse(label, der);
    } catch (PkiException e) {
      throw new PkiException(e.flaw(), name + ": " + e.getMessage());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Bouncy Castle reports malformed input in many unchecked ways, some quoting what they read.
      throw new PkiException(ImportFlaw.KEY, name + ": the private key is malformed");
    }
  }

  private static SigningKey parse(String label, byte[] der) throws PkiException, IOException {
    return switch (label) {
      case "PRIVATE KEY" -> pkcs8(PrivateKeyInfo.getInstance(der));
      case "RSA PRIVATE KEY" -> pkcs1(der);
      case "EC PRIVATE KEY" -> {
        ECPrivateKey key = ECPrivateKey.getInstance(der);
        yield EcSigningKey.of(EcCurve.named(key.getParametersObject()), key.getKey());
      }
      case "ENCRYPTED PRIVATE KEY" ->
          throw new PkiException(
              ImportFlaw.KEY, "the private key has a passphrase, which istiod cannot ask for");
      default ->
          throw new PkiException(
              ImportFlaw.KEY, "the first PEM block is " + label + ", not a private key");
    };
  }

  private static SigningKey pkcs8(PrivateKeyInfo info) throws PkiException, IOException {
    AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
    if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      EcCurve curve = EcCurve.named(algorithm.getParameters());
      return EcSigningKey.of(curve, ECPrivateKey.getInstance(info.parsePrivateKey()).getKey());
    }
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return RsaSigningKey.ofPkcs8(info.getEncoded());
    }
    throw new PkiException(ImportFlaw.ALGORITHM, "the private key is neither ECDSA nor RSA");
  }

  private static SigningKey pkcs1(byte[] der) throws PkiException, IOException {
    var rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return RsaSigningKey.ofPkcs8(
        new PrivateKeyInfo(rsa, ASN1Primitive.fromByteArray(der)).getEncoded());
  }
}
