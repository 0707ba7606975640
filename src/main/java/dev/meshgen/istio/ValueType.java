package dev.meshgen.istio;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a value has to be. A chart takes a number in quotes where it prints it into YAML without
 * them; its schema, and what istiod reads as a protocol buffer, do not.
 */
enum ValueType {
  /** Whatever the chart makes of it. */
  ANY("a value"),
  BOOLEAN("true or false, without quotes"),
  /** As {@link #BOOLEAN}, to a template: any text is true to it, also {@code "false"}. */
  SWITCH("true or false, without quotes"),
  INTEGER("a whole number, without quotes"),
  NUMBER("a number"),
  /** A number, or a percentage. */
  AMOUNT("a number, or a percentage such as 25%"),
  STRING("a string, in quotes"),
  /** What is printed as text. */
  TEXT("a string"),
  LIST("a list"),
  MAPPING("a mapping"),
  /** A mapping to strings. */
  STRINGS("a mapping");

  private static final Pattern PERCENTAGE = Pattern.compile("\\d+%");

  private final String expected;

  ValueType(String expected) {
    this.expected = expected;
  }

  /** The word for it in a list of values. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ValueType ofId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /** What is right, for a message. */
  String expected() {
    return expected;
  }

  /** The type of what is below a mapping of this one. */
  ValueType below() {
    return this == STRINGS ? STRING : ANY;
  }

  /** Null is of every type: Helm removes the key. */
  boolean accepts(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar.value() == null || accepts(scalar);
    }
    return this == ANY
        || (node instanceof YamlList ? this == LIST : this == MAPPING || this == STRINGS);
  }

  private boolean accepts(YamlScalar scalar) {
    Object value = scalar.value();
    return switch (this) {
      case ANY, TEXT -> true;
      case BOOLEAN -> value instanceof Boolean;
      case SWITCH -> value instanceof Boolean || scalar.text().equals("true");
      case INTEGER -> value instanceof Number number && isWhole(number);
      case NUMBER -> value instanceof Number || isNumber(scalar.text());
      case AMOUNT ->
          value instanceof Number
              || isNumber(scalar.text())
              || PERCENTAGE.matcher(scalar.text()).matches();
      case STRING -> value instanceof String;
      case LIST, MAPPING, STRINGS -> false;
    };
  }

  private static boolean isWhole(Number number) {
    return !(number instanceof BigDecimal decimal) || decimal.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isNumber(String text) {
    try {
      new BigDecimal(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What to do with a node of another type. */
  String fix(YamlNode node) {
    if (!(node instanceof YamlScalar scalar)) {
      return "write " + expected;
    }
    return switch (this) {
      case STRING -> "write \"" + scalar.text() + "\", in quotes";
      case BOOLEAN, SWITCH, INTEGER, NUMBER ->
          scalar.quoted() && isLike(scalar.text())
              ? "write " + scalar.text() + ", without quotes"
              : "write " + expected;
      default -> "write " + expected;
    };
  }

  private boolean isLike(String text) {
    return this == INTEGER || this == NUMBER
        ? isNumber(text)
        : text.equals("true") || text.equals("false");
  }

  /** What a node is, for a message. */
  static String describe(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      if (scalar.value() instanceof String) {
        return "a string";
      }
      return scalar.value() instanceof Boolean ? "a boolean" : "a number";
    }
    return node instanceof YamlMap ? "a mapping" : "a list";
  }
}
