package dev.meshgen.bytes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The name that Git gives to the content of a file (git {@code Documentation/gitformat-loose}): the
 * hash of {@code blob}, the length and the bytes.
 */
public final class GitBlob {
  private GitBlob() {}

  /** In a repository with SHA-1 names, as nearly all have; lower-case hex. */
  public static String id(byte[] content) {
    MessageDigest digest = Hashes.named("SHA-1");
    digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    digest.update(content);
    return HexFormat.of().formatHex(digest.digest());
  }
}
