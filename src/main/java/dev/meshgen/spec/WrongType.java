package dev.meshgen.spec;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reports a value of the wrong type, and names the YAML trap behind it if there is one. */
final class WrongType {
  /** What needs no quotes in a list or a mapping in one line. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

  /** A longer hint is not read. */
  private static final int LONGEST = 120;

  private final MeantValue meant;

  WrongType(MeantValue meant) {
    this.meant = meant;
  }

  Diagnostic describe(String name, SchemaField field, YamlNode node) {
    String expected = expected(field.type());
    Diagnostic found =
        Diagnostic.of(
                Code.WRONG_TYPE,
                node.span(),
                "\"" + name + "\" is " + actual(node) + ", not " + expected)
            .expecting(expected);
    if (!(node instanceof YamlScalar scalar)) {
      return found;
    }
    if (field.type().equals("string") && scalar.value() instanceof Number) {
      return number(name, field, scalar, found);
    }
    if (field.type().equals("string") && scalar.value() instanceof Boolean) {
      return found.hinting("quote it: \"" + scalar.text() + "\"");
    }
    if (field.type().equals("boolean") && scalar.value() instanceof String text) {
      return found.hinting(
          scalar.quoted() && (text.equals("true") || text.equals("false"))
              ? "remove the quotes"
              : "write true or false");
    }
    String value = scalar.value() == null ? "…" : inFlow(scalar.text());
    return field.type().equals("integer") || value.length() > LONGEST
        ? found
        : around(field, value)
            .map(whole -> found.hinting("write `" + whole + "` instead"))
            .orElse(found);
  }

  /** What a value has to be in, where there is one way: the only field that is required, a list. */
  private static Optional<String> around(SchemaField field, String value) {
    if (field.type().equals("array")) {
      return field
          .items()
          .filter(item -> item.type().equals("string") && !value.equals("…"))
          .map(item -> "[" + value + "]");
    }
    if (!field.type().equals("object") || field.shape().required().size() != 1) {
      return Optional.empty();
    }
    String only = field.shape().required().get(0);
    SchemaField inner = field.fields().get(only);
    return Optional.of("{" + only + ": " + around(inner, value).orElse(value) + "}");
  }

  private static String inFlow(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private Diagnostic number(String name, SchemaField field, YamlScalar scalar, Diagnostic found) {
    Diagnostic trap =
        scalar.value() instanceof BigDecimal decimal
                && scalar.text().endsWith("0")
                && scalar.text().contains(".")
            ? Diagnostic.of(
                    Code.WRONG_TYPE,
                    scalar.span(),
                    "\""
                        + name
                        + "\" is the number "
                        + decimal.stripTrailingZeros().toPlainString()
                        + ": YAML reads an unquoted "
                        + scalar.text()
                        + " as a number and drops the zero")
                .expecting(found.expected())
            : found;
    String pattern = field.values().pattern();
    String quoted = "\"" + scalar.text() + "\"";
    String written =
        pattern.isEmpty() ? quoted : meant.formed(name, scalar.text(), pattern).orElse(quoted);
    return trap.hinting(written.equals(quoted) ? "quote it: " + quoted : "write " + written);
  }

  private static String expected(String type) {
    return switch (type) {
      case "object" -> "a mapping";
      case "array" -> "a list";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number";
      default -> "a string";
    };
  }

  private static String actual(YamlNode node) {
    if (node instanceof YamlMap) {
      return "a mapping";
    }
    if (node instanceof YamlList) {
      return "a list";
    }
    Object value = ((YamlScalar) node).value();
    if (value == null) {
      return "empty";
    }
    String text = WrongValue.shown(((YamlScalar) node).text());
    return value instanceof String
        ? "the string \"" + text + "\""
        : value instanceof Boolean ? "the boolean " + text : "the number " + text;
  }
}
