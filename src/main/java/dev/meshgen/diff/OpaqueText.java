package dev.meshgen.diff;

import java.util.regex.Pattern;

/**
 * Hides what is random or derived, and differs from cluster to cluster though the change is one:
 * digests, ciphertext, keys.
 */
final class OpaqueText {
  /** What is meant. It takes ten times as long as a look for where it may match. */
  static final Pattern PATTERN =
      Pattern.compile("\\b[0-9a-f]{24,}\\b|ENC\\[[^\\]]*\\]|\\b[A-Za-z0-9+/]{40,}={0,2}\\b");

  /** In its place. */
  static final String HIDDEN = "…";

  private static final int DIGEST = 24;
  private static final int BASE64 = 40;
  private static final String SEALED = "ENC[";

  private final String text;

  private OpaqueText(String text) {
    this.text = text;
  }

  /** The text without it. */
  static String masked(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        // What ends a word among other letters is for the pattern to say.
        return PATTERN.matcher(text).replaceAll(HIDDEN);
      }
    }
    return new OpaqueText(text).masked();
  }

  private String masked() {
    StringBuilder masked = null;
    int done = 0;
    int at = 0;
    while (at < text.length()) {
      int end = end(at);
      if (end < 0) {
        at++;
      } else {
        masked = masked == null ? new StringBuilder() : masked;
        masked.append(text, done, at).append(HIDDEN);
        done = end;
        at = end;
      }
    }
    return masked == null ? text : masked.append(text, done, text.length()).toString();
  }

  /** The end of what is to be hidden from an offset on; -1 if nothing is. */
  private int end(int start) {
    int end = isEdge(start) ? endOfDigest(start) : -1;
    if (end < 0 && text.startsWith(SEALED, start)) {
      end = text.indexOf(']', start) + 1;
    }
    return end > 0 ? end : isEdge(start) ? endOfBase64(start) : -1;
  }

  private int endOfDigest(int start) {
    int end = start;
    while (end < text.length() && isHex(text.charAt(end))) {
      end++;
    }
    return end - start >= DIGEST && isEdge(end) ? end : -1;
  }

  private int endOfBase64(int start) {
    int end = start;
    while (end < text.length() && isBase64(text.charAt(end))) {
      end++;
    }
    int padded = end;
    while (padded < end + 2 && padded < text.length() && text.charAt(padded) == '=') {
      padded++;
    }
    while (padded - start >= BASE64 && !isEdge(padded)) {
      padded--;
    }
    return Math.min(padded, end) - start >= BASE64 ? padded : -1;
  }

  /** Whether a word starts or ends here. */
  private boolean isEdge(int at) {
    boolean before = at > 0 && isWord(text.charAt(at - 1));
    return before != (at < text.length() && isWord(text.charAt(at)));
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || isDigit(c) || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f';
  }

  private static boolean isBase64(char c) {
    return c != '_' && isWord(c) || c == '+' || c == '/';
  }
}
