package dev.meshgen.seal.sops;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals the values of one file, or a share of it: AES-256-GCM with the 32-byte IVs of
 * sops (aes/cipher.go).
 */
public final class DataKey implements AutoCloseable {
  public static final int LENGTH = 32;

  /** A share has one byte more: its place. */
  static final int SHARE_LENGTH = LENGTH + 1;

  private final byte[] key;

  private DataKey(byte[] key) {
    this.key = key;
  }

  /** Takes over the array: the caller must neither keep nor change it. */
  public static DataKey owning(byte[] key) {
    if (!isLength(key.length)) {
      throw new IllegalArgumentException("a data key has " + LENGTH + " bytes, not " + key.length);
    }
    return new DataKey(key);
  }

  /** Whether a data key, or a share of one, has so many bytes. */
  public static boolean isLength(int bytes) {
    return bytes == LENGTH || bytes == SHARE_LENGTH;
  }

  /** Whether it is only a share of a data key, and seals nothing. */
  boolean isShare() {
    return key.length == SHARE_LENGTH;
  }

  static DataKey generate(SecureRandom random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    return new DataKey(key);
  }

  /** For wrapping; the caller neither changes nor keeps it. */
  public byte[] reveal() {
    return key;
  }

  EncryptedValue encrypt(byte[] plaintext, String boundTo, byte[] iv) {
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, boundTo, iv).doFinal(plaintext);
      int length = sealed.length - EncryptedValue.TAG_LENGTH;
      byte[] tag = Arrays.copyOfRange(sealed, length, sealed.length);
      return new EncryptedValue(Arrays.copyOf(sealed, length), iv, tag, "str");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES-256-GCM", e);
    }
  }

  /** The caller's own array; empty if the value was changed or is bound to something else. */
  Optional<byte[]> decrypt(EncryptedValue value, String boundTo) {
    if (value.tag().length != EncryptedValue.TAG_LENGTH || value.iv().length == 0) {
      return Optional.empty();
    }
    byte[] sealed = Arrays.copyOf(value.data(), value.data().length + EncryptedValue.TAG_LENGTH);
    System.arraycopy(value.tag(), 0, sealed, value.data().length, EncryptedValue.TAG_LENGTH);
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, boundTo, value.iv()).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no AES-256-GCM", e);
    }
  }

  private Cipher cipher(int mode, String boundTo, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var parameters = new GCMParameterSpec(EncryptedValue.TAG_LENGTH * 8, iv);
    cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
    cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "DataKey[redacted]";
  }
}
