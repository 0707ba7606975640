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

  private static final int WORD = 1;
  private static final int HEX = 2;
  private static final int LETTER = 4;

  /** What each character of ASCII is good for. */
  private static final byte[] KINDS = new byte[0x80];

  static {
    mark("0123456789abcdef", WORD | HEX | LETTER);
    mark("ghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", WORD | LETTER);
    mark("+/", LETTER);
    mark("_", WORD);
  }

  private final String text;

  private OpaqueText(String text) {
    this.text = text;
  }

  private static void mark(String characters, int kinds) {
    for (int i = 0; i < characters.length(); i++) {
      KINDS[characters.charAt(i)] = (byte) kinds;
    }
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
    boolean inWord = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isEdge = inWord != isWord(c);
      int end = isEdge || c == 'E' ? end(at, isEdge) : -1;
      if (end < 0) {
        inWord = isWord(c);
        at++;
      } else {
        masked = masked == null ? new StringBuilder() : masked;
        masked.append(text, done, at).append(HIDDEN);
        done = end;
        at = end;
        inWord = isWord(text.charAt(end - 1));
      }
    }
    return masked == null ? text : masked.append(text, done, text.length()).toString();
  }

  /** The end of what is to be hidden from an offset on; -1 if nothing is. */
  private int end(int start, boolean isEdge) {
    int end = isEdge ? endOfDigest(start) : -1;
    if (end < 0 && text.startsWith(SEALED, start)) {
      end = text.indexOf(']', start) + 1;
    }
    return end > 0 ? end : isEdge ? endOfBase64(start) : -1;
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
    return (KINDS[c] & WORD) != 0;
  }

  private static boolean isHex(char c) {
    return (KINDS[c] & HEX) != 0;
  }

  private static boolean isBase64(char c) {
    return (KINDS[c] & LETTER) != 0;
  }
}
