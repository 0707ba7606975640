package dev.meshgen.credential;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making. */
final class RunningSha256 {
  private final MessageDigest digest;

  RunningSha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(byte[] content) {
    digest.update(content);
  }

  /** The hash in lower-case hex; ends the use of this object. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
