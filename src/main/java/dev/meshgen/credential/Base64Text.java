package dev.meshgen.credential;

import java.util.Base64;
import java.util.Optional;

/** Base64 as people hand it over: wrapped or not. */
final class Base64Text {
  private Base64Text() {}

  /** The decoded bytes, or nothing if it is not base64. */
  static Optional<byte[]> decode(String text) {
    StringBuilder packed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
        packed.append(c);
      }
    }
    try {
      return Optional.of(Base64.getDecoder().decode(packed.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
