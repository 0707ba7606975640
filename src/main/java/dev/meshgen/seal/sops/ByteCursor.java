package dev.meshgen.seal.sops;

import java.nio.charset.StandardCharsets;

/** A place in a file that is compared with what it should be, byte by byte. */
public final class ByteCursor {
  private final byte[] content;
  private int at;

  ByteCursor(byte[] content, int at) {
    this.content = content;
    this.at = at;
  }

  /** A text to compare with. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Moves over these bytes, if they are next. */
  public boolean skip(byte[] expected) {
    if (!isAt(content, at, expected)) {
      return false;
    }
    at += expected.length;
    return true;
  }

  public boolean skipLineEnd() {
    if (at >= content.length || content[at] != '\n') {
      return false;
    }
    at++;
    return true;
  }

  /** Moves over letters, digits and these others, and returns them. */
  public String word(String others) {
    int start = at;
    while (at < content.length && (isWord(content[at]) || others.indexOf(content[at]) >= 0)) {
      at++;
    }
    return new String(content, start, at - start, StandardCharsets.US_ASCII);
  }

  boolean atEnd() {
    return at == content.length;
  }

  static boolean isAt(byte[] content, int start, byte[] expected) {
    if (start < 0 || start + expected.length > content.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (content[start + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(byte next) {
    return next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z' || next >= '0' && next <= '9';
  }
}
