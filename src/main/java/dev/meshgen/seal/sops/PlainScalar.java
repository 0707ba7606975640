package dev.meshgen.seal.sops;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Quoting as sops' YAML library (go.yaml.in/yaml/v3) does it, so that sops rewrites our files
 * without touching a line more than it must, and so that no other reader takes a string for
 * something else.
 */
final class PlainScalar {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> WORDS =
      Set.of(
          "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", ".nan",
          ".inf");

  /** The expression for numbers with colons takes stack for each of them. */
  private static final int LONGEST_BASE_60 = 512;

  private PlainScalar() {}

  /** The regular expressions, loaded only for text that starts like a number. */
  private static final class Numbers {
    static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+"
                + "|(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|\\.(inf|Inf|INF))");
    static final Pattern TIME =
        Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9:.,]+ ?([Zz]|[-+][0-9:]+)?)?");
    static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
  }

  /** Whether an unquoted word means null. */
  static boolean isNull(String word) {
    return NULLS.contains(word);
  }

  /** Whether an unquoted word is a string for sops: not null, boolean, number or time. */
  static boolean isString(String word) {
    if (isNull(word)) {
      return false;
    }
    return switch (word) {
      case "true", "True", "TRUE", "false", "False", "FALSE", ".nan", ".NaN", ".NAN", "<<" -> false;
      default -> !startsLikeNumber(word) || !isNumberOrTime(word);
    };
  }

  /** The text as a key or value on one line. */
  static String quote(String text) {
    boolean ambiguous = isAmbiguous(text);
    if (!ambiguous && isSafe(text)) {
      return text;
    }
    if (!ambiguous && isPrintable(text)) {
      return "'" + text.replace("'", "''") + "'";
    }
    return escape(text);
  }

  private static boolean isAmbiguous(String text) {
    return !isString(text)
        || WORDS.contains(text.toLowerCase(Locale.ROOT))
        || startsLikeNumber(text) && isBase60(text);
  }

  private static boolean startsLikeNumber(String text) {
    char first = text.charAt(0);
    return first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.';
  }

  private static boolean isNumberOrTime(String text) {
    return Numbers.NUMBER.matcher(text.replace("_", "")).matches()
        || Numbers.TIME.matcher(text).matches();
  }

  private static boolean isBase60(String text) {
    return text.length() > LONGEST_BASE_60
        ? text.chars().allMatch(c -> "0123456789:_.+-".indexOf(c) >= 0)
        : Numbers.BASE_60.matcher(text).matches();
  }

  /** Narrower than YAML's rule: what a name, version, path or URL consists of. */
  private static boolean isSafe(String text) {
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    if (first == '-'
        || first == ':'
        || first == ' '
        || first == '@'
        || first == '.'
        || last == ':'
        || last == ' ') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && "-_./@+= :".indexOf(c) < 0 || c == ':' && text.charAt(i + 1) == ' ') {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f && c < 0xa1 || c >= 0x2000) {
        return false;
      }
    }
    return true;
  }

  /** Double quotes; surrogate pairs become one escape, because Go refuses two. */
  private static String escape(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
              } else if (point == '\n') {
                quoted.append("\\n");
              } else if (point >= ' ' && point < 0x7f || point >= 0xa1 && point < 0x2000) {
                quoted.appendCodePoint(point);
              } else if (point < 0x10000) {
                quoted.append(String.format(Locale.ROOT, "\\u%04X", point));
              } else {
                quoted.append(String.format(Locale.ROOT, "\\U%08X", point));
              }
            });
    return quoted.append('"').toString();
  }
}
