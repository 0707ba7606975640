package dev.meshgen.yaml;

import static dev.meshgen.yaml.PlainNumber.digits;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.util.Locale;
import java.util.Optional;

/**
 * A plain scalar that two YAML parsers read differently.
 *
 * <p>The parsers are those that a spec and the output meet: YAML 1.1 (yaml.org/type: SnakeYAML,
 * PyYAML, Ruby), go-yaml behind Helm, kubectl, Argo CD and Flux, and YAML 1.2 (section 10: JSON
 * schema as in Jackson, core schema elsewhere).
 */
record Ambiguity(String message, String expected, String hint) {
  private static final int SHOWN = 40;
  private static final int KEPT = 8;
  private static final String WORD = "the string ";

  static Optional<Ambiguity> of(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    char first = text.charAt(0);
    boolean numeric = first <= '9' && first >= '0' || first == '+' || first == '-' || first == '.';
    Ambiguity found = numeric ? ofNumber(text) : text.length() <= 5 ? ofWord(text) : null;
    return Optional.ofNullable(found);
  }

  Diagnostic at(Span span) {
    return Diagnostic.of(Code.AMBIGUOUS_SCALAR, span, message).expecting(expected).hinting(hint);
  }

  /**
   * A text as messages quote it. Of a long one only what tells it from others: what is cut off may
   * be a secret, which cannot be told any more.
   */
  static String shown(String text) {
    if (text.length() <= SHOWN) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
    return text.substring(0, end) + "…";
  }

  /**
   * A word of YAML as messages quote it, or what it is where it is long: no such word is, and what
   * is taken for one may be a secret, which cannot be told any more once it is cut off.
   */
  static String quoted(String word) {
    return word.length() > SHOWN ? "this" : "`" + word + "`";
  }

  private static Ambiguity ofWord(String text) {
    return switch (text) {
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON" -> bool(text, "true");
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF" -> bool(text, "false");
      case "True", "TRUE" -> spelling(text, "true", "the boolean true");
      case "False", "FALSE" -> spelling(text, "false", "the boolean false");
      case "~", "Null", "NULL" -> spelling(text, "null", "null");
      case "=" -> quote(text, "a default-value marker in YAML 1.1", WORD + "\"=\" in YAML 1.2");
      case "<<" -> quote(text, "a merge marker in YAML 1.1", WORD + "\"<<\" in YAML 1.2");
      default -> null;
    };
  }

  private static Ambiguity bool(String text, String value) {
    return new Ambiguity(
        differs(
            text, "the boolean " + value + " in YAML 1.1", WORD + "\"" + text + "\" in YAML 1.2"),
        value + ", or a quoted string",
        "write " + value + ", or \"" + text + "\" for the string");
  }

  private static Ambiguity spelling(String text, String value, String meaning) {
    return new Ambiguity(
        differs(text, meaning + " to some YAML parsers", WORD + "\"" + text + "\" to others"),
        value + ", or a quoted string",
        "write " + value + ", or \"" + text + "\" for the string");
  }

  private static Ambiguity ofNumber(String text) {
    if (PlainNumber.isNumber(text)) {
      return null;
    }
    if (isDate(text)) {
      return quote(text, "a date in YAML 1.1", "a string in YAML 1.2");
    }
    String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
    int start = isSign(digits, 0) ? 1 : 0;
    if (isSexagesimal(digits, start)) {
      return quote(text, "a number in base 60 in YAML 1.1", "a string in YAML 1.2");
    }
    if (isBased(digits, start)) {
      return number(text, "a number to some YAML parsers", "a string to others");
    }
    if (isSpecial(digits, start)) {
      return quote(text, "a floating-point value to some YAML parsers", "a string to others");
    }
    // SnakeYAML takes `._` for a number too, and then fails to parse it.
    boolean loose = isLooseNumber(digits, start) || isLooseNumber(text.replace('_', '0'), start);
    return loose ? ofLooseNumber(text, digits, start) : null;
  }

  private static Ambiguity ofLooseNumber(String text, String digits, int start) {
    boolean leadingZero = digits.length() > start + 1 && digits.charAt(start) == '0';
    if (!leadingZero || digits(digits, start) < digits.length()) {
      return number(text, "a number to some YAML parsers", "a string to others");
    }
    for (int i = start; i < digits.length(); i++) {
      if (digits.charAt(i) > '7') {
        return number(text, "a decimal number to some YAML parsers", "a string to others");
      }
    }
    return number(text, "an octal number in YAML 1.1", "a decimal number or a string in YAML 1.2");
  }

  private static Ambiguity number(String text, String one, String other) {
    return new Ambiguity(
        differs(text, one, other),
        "a decimal number as in JSON, or a quoted string",
        "write the number in plain decimal, or \"" + shown(text) + "\" for the string");
  }

  private static Ambiguity quote(String text, String one, String other) {
    return new Ambiguity(
        differs(text, one, other), "a quoted string", "write \"" + shown(text) + "\"");
  }

  private static String differs(String text, String one, String other) {
    return "`" + shown(text) + "` is " + one + " and " + other;
  }

  private static boolean isSign(String text, int at) {
    return text.length() > at && (text.charAt(at) == '+' || text.charAt(at) == '-');
  }

  /** {@code yyyy-m-d} alone, or before a time; go-yaml also takes months and days of one digit. */
  private static boolean isDate(String text) {
    int month = digits(text, 0);
    int day = group(text, month, '-');
    int end = group(text, day, '-');
    if (month != 4 || day < 0 || end < 0) {
      return false;
    }
    if (end == text.length()) {
      return true;
    }
    int minutes = digits(text, end + 1);
    return "Tt \t".indexOf(text.charAt(end)) >= 0
        && minutes > end + 1
        && group(text, group(text, minutes, ':'), ':') > 0;
  }

  /** The end of a separator and one or two digits at {@code at}, or -1. */
  private static int group(String text, int at, char separator) {
    if (at < 0 || at >= text.length() || text.charAt(at) != separator) {
      return -1;
    }
    int end = digits(text, at + 1);
    return end == at + 2 || end == at + 3 ? end : -1;
  }

  /** {@code 190:20:30} or {@code 190:20:30.15}; without a fraction there is no leading zero. */
  private static boolean isSexagesimal(String text, int start) {
    int at = digits(text, start);
    if (at == start || at == text.length() || text.charAt(at) != ':') {
      return false;
    }
    while (at < text.length() && text.charAt(at) == ':') {
      int end = group(text, at, ':');
      if (end < 0 || end == at + 3 && text.charAt(at + 1) > '5') {
        return false;
      }
      at = end;
    }
    if (at == text.length()) {
      return text.charAt(start) != '0';
    }
    return text.charAt(at) == '.' && digits(text, at + 1) == text.length();
  }

  /** {@code 0x1F}, {@code 0o17}, {@code 0b11}, in either case as in Go. */
  private static boolean isBased(String text, int start) {
    if (text.length() < start + 3 || text.charAt(start) != '0') {
      return false;
    }
    int radix =
        switch (text.charAt(start + 1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 0;
        };
    for (int i = start + 2; i < text.length(); i++) {
      if (radix == 0 || text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpecial(String text, int start) {
    if (text.length() != start + 4) {
      return false;
    }
    String word = text.substring(start).toLowerCase(Locale.ROOT);
    return word.equals(".inf") || word.equals(".nan");
  }

  /** Sign, digits, point and exponent in any of the shapes that YAML 1.1, 1.2 or Go accept. */
  private static boolean isLooseNumber(String text, int start) {
    int end = digits(text, start);
    int count = end - start;
    if (end < text.length() && text.charAt(end) == '.') {
      int fraction = end + 1;
      end = digits(text, fraction);
      count += end - fraction;
    }
    if (count == 0 || end == text.length()) {
      return count > 0;
    }
    int exponent = isSign(text, end + 1) ? end + 2 : end + 1;
    return "eE".indexOf(text.charAt(end)) >= 0
        && exponent < text.length()
        && digits(text, exponent) == text.length();
  }
}
