package dev.meshgen.plan;

import dev.meshgen.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/** Digests of what shapes a secret: public inputs only, in one canonical form. */
final class Digest {
  private Digest() {}

  /** SHA-256, in hex, over the sorted entries, each part preceded by its length. */
  static String of(SortedMap<String, String> inputs) {
    Sha256 digest = new Sha256();
    inputs.forEach(
        (key, value) -> {
          add(digest, key);
          add(digest, value);
        });
    return digest.hex();
  }

  private static void add(Sha256 digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.add((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)).add(bytes);
  }
}
