package dev.meshgen.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** Digests of what shapes a secret: public inputs only, in one canonical form. */
final class Digest {
  private Digest() {}

  /** SHA-256, in hex, over the sorted entries, each part preceded by its length. */
  static String of(SortedMap<String, String> inputs) {
    MessageDigest digest = sha256();
    inputs.forEach(
        (key, value) -> {
          update(digest, key);
          update(digest, value);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
