package dev.meshgen.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers in the one notation that every YAML parser reads as the same number.
 *
 * <p>{@code -?(0|[1-9][0-9]*)(\.[0-9]*([eE][-+][0-9]+)?)?}: the intersection of the JSON and core
 * schemas of YAML 1.2, the YAML 1.1 types, and go-yaml. Scanned by hand, because this runs for
 * every plain scalar of a spec and the first regular expression costs a cold start milliseconds.
 */
final class PlainNumber {
  // Longer than any useful number, shorter than what makes parsing quadratic or exhausts the
  // memory.
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_EXPONENT_DIGITS = 3;

  private PlainNumber() {}

  static boolean isNumber(String text) {
    int integerEnd = integerEnd(text);
    return integerEnd > 0 && (integerEnd == text.length() || isFraction(text, integerEnd));
  }

  /** Whether this has the form of a number, but is too long to compute with. */
  static boolean isTooLong(String text) {
    if (!isNumber(text)) {
      return false;
    }
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    return text.length() > MAX_LENGTH
        || exponent > 0 && text.length() - exponent - 2 > MAX_EXPONENT_DIGITS;
  }

  /** The number, or the text itself when it is not a number. */
  static Object value(String text) {
    int integerEnd = integerEnd(text);
    if (integerEnd <= 0) {
      return text;
    }
    if (integerEnd < text.length()) {
      return isFraction(text, integerEnd) ? new BigDecimal(text) : text;
    }
    if (text.length() <= 18) {
      return Long.valueOf(text);
    }
    BigInteger large = new BigInteger(text);
    return large.bitLength() < Long.SIZE ? (Object) large.longValue() : large;
  }

  /** The end of the integer part, or 0 without one. */
  private static int integerEnd(String text) {
    int start = !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0;
    int end = digits(text, start);
    boolean leadingZero = end > start + 1 && text.charAt(start) == '0';
    return end == start || leadingZero ? 0 : end;
  }

  private static boolean isFraction(String text, int dot) {
    if (text.charAt(dot) != '.') {
      return false;
    }
    int end = digits(text, dot + 1);
    return end == text.length() || isExponent(text, end);
  }

  /** The sign is optional in YAML 1.2, but without it YAML 1.1 reads a word. */
  private static boolean isExponent(String text, int at) {
    if (text.length() < at + 3 || "eE".indexOf(text.charAt(at)) < 0) {
      return false;
    }
    return "+-".indexOf(text.charAt(at + 1)) >= 0 && digits(text, at + 2) == text.length();
  }

  /** The end of the run of ASCII digits that starts at {@code from}. */
  static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
