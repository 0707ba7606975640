package dev.meshgen.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Scalars as YAML text that YAML 1.1 and YAML 1.2 parsers, go-yaml among them, read alike.
 *
 * <p>Plain only in a few shapes known to be safe; double-quoted otherwise.
 */
public final class YamlText {
  // A plain key longer than this, or a plain scalar that some emitter folds, is no longer simple.
  private static final int MAX_PLAIN = 128;

  private YamlText() {}

  /**
   * The text of a scalar, on one line.
   *
   * @param value {@code String}, {@code Boolean}, {@code Integer}, {@code Long}, {@code
   *     BigInteger}, {@code BigDecimal} or null
   * @throws IllegalArgumentException for any other type and for a lone surrogate
   */
  public static String scalar(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return isPlain(text) ? text : quoted(text);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal(decimal);
    }
    if (value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger) {
      return value.toString();
    }
    throw new IllegalArgumentException("not a YAML scalar: " + value.getClass().getName());
  }

  /** Without exponent, which YAML 1.1 and go-yaml read differently; {@code 1.30} keeps its zero. */
  private static String decimal(BigDecimal value) {
    if (Math.abs((long) value.scale()) > 1000) {
      throw new IllegalArgumentException("a number with too many digits");
    }
    return value.toPlainString();
  }

  /**
   * The text in double quotes, on one line.
   *
   * @throws IllegalArgumentException for a lone surrogate, which UTF-8 cannot hold
   */
  public static String quoted(String text) {
    if (loneSurrogate(text) >= 0) {
      throw new IllegalArgumentException("a lone surrogate is not text");
    }
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      appendEscaped(out, c);
      i += Character.charCount(c);
    }
    return out.append('"').toString();
  }

  private static void appendEscaped(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          appendHex(out, c);
        }
      }
    }
  }

  /**
   * Characters that need no escape: every parser accepts them, and a person can see them. A pair of
   * four-digit escapes is JSON's way above U+FFFF, and go-yaml refuses it.
   */
  static boolean isPrintable(int c) {
    if (c < 0x7F) {
      return c >= 0x20;
    }
    return c > 0xA0
        && c <= 0xFFFD
        && c != 0xFEFF
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.LINE_SEPARATOR
        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
  }

  private static void appendHex(StringBuilder out, int c) {
    int digits = c > 0xFFFF ? 8 : c > 0xFF ? 4 : 2;
    out.append('\\').append(digits == 8 ? 'U' : digits == 4 ? 'u' : 'x');
    String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    out.append("0".repeat(digits - hex.length())).append(hex);
  }

  /** The index of the first half of a surrogate pair without the other, or -1. */
  static int loneSurrogate(String text) {
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(point);
    }
    return -1;
  }

  /**
   * Whether a string needs no quotes: words such as {@code istio-system}, {@code v1.30.5}, {@code
   * ./docker.io/istio}, {@code a=b} or {@code https://github.com/}, which every parser reads as the
   * same string.
   */
  static boolean isPlain(String text) {
    int start = text.startsWith("./") ? 2 : 0;
    if (text.length() == start || text.length() > MAX_PLAIN || !isWordStart(text.charAt(start))) {
      return false;
    }
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      // In `a: b` and `a:` the colon ends a key, in `x://y` and `a:b` it does not.
      boolean inner = c == ':' && i + 1 < text.length() && text.charAt(i + 1) != ' ';
      boolean between = c == ' ' && i + 1 < text.length() && isWordStart(text.charAt(i + 1));
      if (!isWordStart(c) && (c < '-' || c > '9') && c != '@' && c != '=' && !inner && !between) {
        return false;
      }
    }
    return text.length() > 5 || !isReserved(text);
  }

  private static boolean isWordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '/';
  }

  private static boolean isReserved(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf" -> true;
      default -> false;
    };
  }
}
