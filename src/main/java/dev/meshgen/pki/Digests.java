package dev.meshgen.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes that every JDK has. */
final class Digests {
  private Digests() {}

  static byte[] hash(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no " + algorithm, e);
    }
  }

  /** Lower-case hex. */
  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(hash("SHA-256", content));
  }
}
