package dev.meshgen.seal.sops.age;

import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import dev.meshgen.bytes.Hashes;
import dev.meshgen.seal.RsaOaep;
import dev.meshgen.ssh.SshPublicKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * How age wraps a file key for an SSH key (FiloSottile/age, agessh): for Ed25519 by X25519 on the
 * same curve, for RSA by OAEP. Each stanza begins with a tag of the key that it is for.
 */
final class SshStanza {
  static final int KEY_LENGTH = 32;

  private static final String INFO = "age-encryption.org/v1/";

  /** What a key for RSA is bound to. */
  static final String RSA_LABEL = INFO + SshPublicKey.RSA;

  private static final int TAG_LENGTH = 4;
  private static final int NONCE_LENGTH = 12;

  /** 2^255 - 19, the prime of the curve. */
  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private SshStanza() {}

  /** A stanza as it is written. */
  record Stanza(String type, List<String> arguments, byte[] body) implements RecipientStanza {
    @Override
    public String getType() {
      return type;
    }

    @Override
    public List<String> getArguments() {
      return arguments;
    }

    @Override
    public byte[] getBody() {
      return body;
    }
  }

  /** Whether a key is one of these kinds, and a point that may be multiplied. */
  static boolean isFor(SshPublicKey key) {
    return switch (key.type()) {
      case SshPublicKey.ED25519 -> Ed25519.validatePublicKeyFull(key.ed25519(), 0);
      case SshPublicKey.RSA -> true;
      default -> false;
    };
  }

  static String tag(SshPublicKey key) {
    return base64(Arrays.copyOf(Hashes.named("SHA-256").digest(key.blob()), TAG_LENGTH));
  }

  static RecipientStanzaWriter writer(SshPublicKey key, SecureRandom random) {
    return fileKey -> {
      byte[] secret = fileKey.getEncoded();
      try {
        return List.of(
            key.type().equals(SshPublicKey.RSA)
                ? rsa(key, secret, random)
                : ed25519(key, secret, random));
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    };
  }

  private static Stanza rsa(SshPublicKey key, byte[] secret, SecureRandom random) {
    byte[] body = RsaOaep.seal(secret, (RSAPublicKey) key.key(), RSA_LABEL, random);
    return new Stanza(key.type(), List.of(tag(key)), body);
  }

  private static Stanza ed25519(SshPublicKey key, byte[] secret, SecureRandom random)
      throws GeneralSecurityException {
    byte[] ephemeral = scalar(random);
    byte[] share = new byte[KEY_LENGTH];
    X25519.scalarMultBase(ephemeral, 0, share, 0);
    byte[] point = montgomery(key.ed25519());
    byte[] wrapping = wrappingKey(key, ephemeral, point, share, point);
    Arrays.fill(ephemeral, (byte) 0);
    byte[] body = chacha(Cipher.ENCRYPT_MODE, wrapping, secret);
    return new Stanza(key.type(), List.of(tag(key), base64(share)), body);
  }

  /** A new ephemeral secret. */
  static byte[] scalar(SecureRandom random) {
    byte[] ephemeral = new byte[KEY_LENGTH];
    random.nextBytes(ephemeral);
    return ephemeral;
  }

  /**
   * The key that wraps, as both sides compute it.
   *
   * @param scalar of this side
   * @param other the point of the other side
   * @param share of the stanza
   * @param point of the recipient
   */
  static byte[] wrappingKey(
      SshPublicKey key, byte[] scalar, byte[] other, byte[] share, byte[] point) {
    String info = INFO + SshPublicKey.ED25519;
    byte[] shared = new byte[KEY_LENGTH];
    X25519.scalarMult(scalar, 0, other, 0, shared, 0);
    byte[] tweak = hkdf(new byte[0], key.blob(), info);
    byte[] tweaked = new byte[KEY_LENGTH];
    X25519.scalarMult(tweak, 0, shared, 0, tweaked, 0);
    byte[] salt = Arrays.copyOf(share, 2 * KEY_LENGTH);
    System.arraycopy(point, 0, salt, KEY_LENGTH, KEY_LENGTH);
    byte[] wrapping = hkdf(tweaked, salt, info);
    Arrays.fill(shared, (byte) 0);
    Arrays.fill(tweaked, (byte) 0);
    return wrapping;
  }

  /** The same point in the other form of the curve: u is (1 + y) / (1 - y). */
  static byte[] montgomery(byte[] edwards) {
    byte[] reversed = reverse(edwards);
    reversed[0] &= 0x7f;
    BigInteger y = new BigInteger(1, reversed);
    BigInteger u =
        BigInteger.ONE
            .add(y)
            .multiply(BigInteger.ONE.subtract(y).mod(PRIME).modInverse(PRIME))
            .mod(PRIME);
    byte[] big = u.toByteArray();
    byte[] fixed = new byte[KEY_LENGTH];
    int size = Math.min(big.length, KEY_LENGTH);
    System.arraycopy(big, big.length - size, fixed, KEY_LENGTH - size, size);
    return reverse(fixed);
  }

  private static byte[] reverse(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  static byte[] hkdf(byte[] secret, byte[] salt, String info) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(secret, salt, info.getBytes(StandardCharsets.US_ASCII)));
    byte[] key = new byte[KEY_LENGTH];
    generator.generateBytes(key, 0, key.length);
    return key;
  }

  /** Each key is used once, so that the nonce may be the same. */
  static byte[] chacha(int mode, byte[] key, byte[] text) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(
        mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(new byte[NONCE_LENGTH]));
    Arrays.fill(key, (byte) 0);
    return cipher.doFinal(text);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
