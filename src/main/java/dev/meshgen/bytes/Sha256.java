package dev.meshgen.bytes;

import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 in lower-case hex, as locks, journals and fingerprints write it. */
public final class Sha256 {
  /** Never fed. Looking an algorithm up takes longer than hashing a line. */
  private static final MessageDigest FRESH = Hashes.named("SHA-256");

  private final MessageDigest digest = fresh();

  private static MessageDigest fresh() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      return Hashes.named("SHA-256");
    }
  }

  /** Of the whole array. */
  public static String hex(byte[] bytes) {
    return hex(bytes, bytes.length);
  }

  /** Of its first bytes. */
  public static String hex(byte[] bytes, int length) {
    Sha256 hash = new Sha256();
    hash.digest.update(bytes, 0, length);
    return hash.hex();
  }

  /** Hashes these bytes behind those added before. */
  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** The hash of all that was added, which starts again. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether a text has the form of such a hash. */
  public static boolean isHex(String text) {
    if (text.length() != 64) {
      return false;
    }
    for (int i = 0; i < 64; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
