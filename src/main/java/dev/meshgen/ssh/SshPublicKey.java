package dev.meshgen.ssh;

import dev.meshgen.bytes.Hashes;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * The public half of an SSH key (RFC 4253 section 6.6, RFC 5656, RFC 8709): Ed25519, ECDSA, or RSA
 * of 2048 bits and more.
 */
public final class SshPublicKey {
  public static final String ED25519 = "ssh-ed25519";
  public static final String RSA = "ssh-rsa";

  private static final int ED25519_LENGTH = 32;
  private static final int LEAST_RSA = 2048;

  /** Of a public key of Ed25519, whose 32 bytes follow (RFC 8410 section 4). */
  private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final Map<String, Curve> CURVES =
      Map.of(
          "ecdsa-sha2-nistp256", new Curve("nistp256", "secp256r1", 32, "SHA256"),
          "ecdsa-sha2-nistp384", new Curve("nistp384", "secp384r1", 48, "SHA384"),
          "ecdsa-sha2-nistp521", new Curve("nistp521", "secp521r1", 66, "SHA512"));

  private static final Map<String, String> RSA_SIGNATURES =
      Map.of("rsa-sha2-256", "SHA256withRSA", "rsa-sha2-512", "SHA512withRSA");

  private final String type;
  private final byte[] blob;
  private final PublicKey key;

  /** A curve of NIST: its name in SSH and in Java, and the length of its numbers. */
  private record Curve(String name, String java, int length, String hash) {}

  private SshPublicKey(String type, byte[] blob, PublicKey key) {
    this.type = type;
    this.blob = blob;
    this.key = key;
  }

  /**
   * Reads a line as {@code ssh-keygen} writes it into a {@code .pub} file; a comment may follow.
   *
   * @throws MalformedSsh never quotes the text, which may be a private key in the wrong place
   */
  public static SshPublicKey ofLine(String line) throws MalformedSsh {
    if (line.contains("PRIVATE KEY")) {
      throw new MalformedSsh(
          "is a private key; treat it as disclosed if this file was shared, and use the line in the"
              + " .pub file beside it");
    }
    if (line.strip().lines().count() > 1) {
      throw new MalformedSsh("has more than one line");
    }
    String[] words = line.strip().split("[ \\t]+", 3);
    if (words.length < 2) {
      throw new MalformedSsh("is not a line of a .pub file");
    }
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(words[1]);
    } catch (IllegalArgumentException e) {
      throw new MalformedSsh("is not base64");
    }
    SshPublicKey key = ofBlob(blob);
    if (!key.type.equals(words[0])) {
      throw new MalformedSsh("does not match the type in its line");
    }
    return key;
  }

  /** Reads the bytes that are in base64 in a line. */
  public static SshPublicKey ofBlob(byte[] blob) throws MalformedSsh {
    SshBuffer buffer = new SshBuffer(blob);
    String type = buffer.text();
    try {
      PublicKey key = key(type, buffer);
      buffer.end();
      return new SshPublicKey(type, blob.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new MalformedSsh("is not a public key");
    }
  }

  private static PublicKey key(String type, SshBuffer buffer)
      throws MalformedSsh, GeneralSecurityException {
    if (type.equals(ED25519)) {
      byte[] point = buffer.bytes();
      if (point.length != ED25519_LENGTH) {
        throw new MalformedSsh("has " + point.length + " bytes, but an Ed25519 key has 32");
      }
      byte[] encoded = Arrays.copyOf(ED25519_HEAD, ED25519_HEAD.length + ED25519_LENGTH);
      System.arraycopy(point, 0, encoded, ED25519_HEAD.length, ED25519_LENGTH);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
    if (type.equals(RSA)) {
      BigInteger exponent = buffer.integer();
      BigInteger modulus = buffer.integer();
      if (modulus.bitLength() < LEAST_RSA) {
        throw new MalformedSsh(
            "is an RSA key of " + modulus.bitLength() + " bits, fewer than " + LEAST_RSA);
      }
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }
    Curve curve = CURVES.get(type);
    if (curve == null) {
      throw new MalformedSsh("has an unsupported type: use Ed25519, ECDSA or RSA");
    }
    return ecdsa(curve, buffer);
  }

  private static PublicKey ecdsa(Curve curve, SshBuffer buffer)
      throws MalformedSsh, GeneralSecurityException {
    String name = buffer.text();
    byte[] point = buffer.bytes();
    if (!name.equals(curve.name()) || point.length != 1 + 2 * curve.length() || point[0] != 4) {
      throw new MalformedSsh("is not a point of its curve");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.java()));
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + curve.length()));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + curve.length(), point.length));
    ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
    if (!isOn(spec.getCurve(), x, y)) {
      throw new MalformedSsh("is not a point of its curve");
    }
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), spec));
  }

  /** What the JDK looks at only when a signature is verified. */
  private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
    BigInteger prime = ((ECFieldFp) curve.getField()).getP();
    BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB()).mod(prime);
    return x.compareTo(prime) < 0 && y.compareTo(prime) < 0 && y.pow(2).mod(prime).equals(right);
  }

  /** {@code ssh-ed25519}, for example. */
  public String type() {
    return type;
  }

  /** The bytes that are in base64 in a line. */
  public byte[] blob() {
    return blob.clone();
  }

  /** As Java has it. */
  public PublicKey key() {
    return key;
  }

  /** The line without a comment. */
  public String line() {
    return type + " " + Base64.getEncoder().encodeToString(blob);
  }

  /** The point of a key of Ed25519, 32 bytes. */
  public byte[] ed25519() {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length);
  }

  /** As the other keys of OpenSSH are compared: {@code SHA256:…}. */
  public String fingerprint() {
    return "SHA256:"
        + Base64.getEncoder().withoutPadding().encodeToString(Hashes.named("SHA-256").digest(blob));
  }

  /** Whether both are one key, whatever their comments say. */
  public boolean isSame(SshPublicKey other) {
    return Arrays.equals(blob, other.blob);
  }

  /** Whether its owner signed these bytes. */
  boolean verifies(byte[] signed, byte[] signature) throws MalformedSsh {
    SshBuffer buffer = new SshBuffer(signature);
    String algorithm = buffer.text();
    byte[] value = buffer.bytes();
    buffer.end();
    try {
      Curve curve = CURVES.get(type);
      if (curve != null) {
        return algorithm.equals(type)
            && verifies(
                curve.hash() + "withECDSAinP1363Format", signed, fixed(value, curve.length()));
      }
      if (type.equals(RSA)) {
        String java = RSA_SIGNATURES.get(algorithm);
        return java != null && verifies(java, signed, value);
      }
      return algorithm.equals(type) && verifies("Ed25519", signed, value);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean verifies(String algorithm, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(signed);
    return verifier.verify(signature);
  }

  /** Two numbers, each as long as those of its curve. */
  private static byte[] fixed(byte[] pair, int length) throws MalformedSsh {
    SshBuffer buffer = new SshBuffer(pair);
    byte[] both = new byte[2 * length];
    for (int i = 0; i < 2; i++) {
      BigInteger value = buffer.integer();
      if (value.bitLength() > Byte.SIZE * length) {
        throw new MalformedSsh("has numbers that are too long");
      }
      byte[] number = value.toByteArray();
      int start = number.length > length ? 1 : 0;
      int size = number.length - start;
      System.arraycopy(number, start, both, (i + 1) * length - size, size);
    }
    buffer.end();
    return both;
  }

  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}
