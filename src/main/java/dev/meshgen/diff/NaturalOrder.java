package dev.meshgen.diff;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares texts as people do: {@code 1.9.2} comes before {@code 1.10.0}. */
final class NaturalOrder {
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  private NaturalOrder() {}

  static int compare(String one, String other) {
    List<String> left = parts(one);
    List<String> right = parts(other);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int compared = part(left.get(i), right.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int part(String left, String right) {
    boolean numbers = isNumber(left) && isNumber(right);
    return numbers ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
  }

  private static boolean isNumber(String part) {
    return Character.isDigit(part.charAt(0));
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      parts.add(matcher.group());
    }
    return parts;
  }
}
