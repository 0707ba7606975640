package dev.meshgen.seal.sops;

import dev.meshgen.bytes.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The hash over a file's values, in document order, without keys or separators (sops.go). */
final class MacDigest {
  /**
   * SHA-256 of "sops": keeps a MAC over all values from passing for one over sealed values only.
   */
  private static final String SEALED_ONLY_SALT =
      "8a3fd2ad54ce66527b1034f3d147be0b0b975b3bf44f72c6fdadec8176f27d69";

  private final MessageDigest digest = Hashes.named("SHA-512");
  private final boolean sealedOnly;

  /**
   * @param sealedOnly what sops calls {@code mac_only_encrypted}
   */
  MacDigest(boolean sealedOnly) {
    this.sealedOnly = sealedOnly;
    if (sealedOnly) {
      digest.update(HexFormat.of().parseHex(SEALED_ONLY_SALT));
    }
  }

  void addReadable(String value) {
    if (!sealedOnly) {
      digest.update(value.getBytes(StandardCharsets.UTF_8));
    }
  }

  void addSealed(byte[] value) {
    digest.update(value);
  }

  /** Upper-case hex, as sops seals it. */
  byte[] finish() {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(digest.digest())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
