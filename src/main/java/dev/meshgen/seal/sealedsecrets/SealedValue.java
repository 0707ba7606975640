package dev.meshgen.seal.sealedsecrets;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.SealScope;
import dev.meshgen.seal.RsaOaep;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One value as a controller of Sealed Secrets opens it: its own session key, sealed by RSA with a
 * label that says where it may be opened; behind it the value, encrypted with that key.
 */
final class SealedValue {
  private static final int SESSION_KEY = 32;
  private static final int TAG = 16;
  private static final int LENGTH = 2;

  /** The key of a session encrypts one value, so that its nonce need not differ. */
  private static final byte[] NONCE = new byte[12];

  private SealedValue() {}

  /** What the session key is bound to. */
  static String label(SealScope scope, String namespace, String name) {
    return switch (scope) {
      case STRICT -> namespace + "/" + name;
      case NAMESPACE_WIDE -> namespace;
      case CLUSTER_WIDE -> "";
    };
  }

  /** The value in Base64. */
  static String seal(SecretBytes value, RSAPublicKey key, String label, SecureRandom random) {
    byte[] session = new byte[SESSION_KEY];
    byte[] plain = value.copy();
    random.nextBytes(session);
    try {
      byte[] sealedKey = RsaOaep.seal(session, key, label, random);
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(session, "AES"),
          new GCMParameterSpec(TAG * Byte.SIZE, NONCE));
      byte[] sealed = aes.doFinal(plain);
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(LENGTH + sealedKey.length + sealed.length)
                  .putShort((short) sealedKey.length)
                  .put(sealedKey)
                  .put(sealed)
                  .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without AES-GCM", e);
    } finally {
      Arrays.fill(session, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** What keeps a text from being a sealed value, as far as can be seen without a key. */
  static Optional<String> problem(String text) {
    byte[] content;
    try {
      content = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.of("is not Base64");
    }
    int key = content.length < LENGTH ? 0 : ByteBuffer.wrap(content).getShort() & 0xffff;
    boolean whole = key >= RsaOaep.FEWEST_BITS / Byte.SIZE && content.length >= LENGTH + key + TAG;
    return whole ? Optional.empty() : Optional.of("is not a sealed value");
  }
}
