package dev.meshgen.spec;

import com.networknt.schema.Error;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.scan.SecretText;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.Optional;

/** Says what is wrong with the value of a field, and what it was probably meant to be. */
final class WrongValue {
  /** The longest name that a field takes. */
  private static final int SHOWN = 253;

  private final MeantValue meant;
  private final String name;
  private final SchemaField field;

  WrongValue(MeantValue meant, String name, SchemaField field) {
    this.meant = meant;
    this.name = name;
    this.field = field;
  }

  /** What the validator found; a schema may say why it refuses a value. */
  Diagnostic describe(Error error, YamlNode node) {
    Diagnostic found = byKeyword(error, node);
    String text = node instanceof YamlScalar scalar ? scalar.text() : "";
    String reason = field.values().refused().get(text);
    return reason == null
        ? found
        : Diagnostic.of(found.code(), found.at(), "\"" + text + "\" is refused: " + reason)
            .expecting(found.expected());
  }

  private Diagnostic byKeyword(Error error, YamlNode node) {
    return switch (error.getKeyword()) {
      case "type" -> new WrongType(meant).describe(name, field, node);
      case "enum", "const" -> unknownValue(node);
      case "pattern" -> badFormat(node, error.getSchemaNode().asString());
      default ->
          Diagnostic.of(Code.OUT_OF_BOUNDS, node.span(), "\"" + name + "\" " + bounds(error, node))
              .expecting(sentence(field.description()));
    };
  }

  private Diagnostic unknownValue(YamlNode node) {
    if (!(node instanceof YamlScalar scalar) || !(scalar.value() instanceof String text)) {
      return new WrongType(meant).describe(name, field, node);
    }
    Diagnostic found =
        Diagnostic.of(
                Code.UNKNOWN_VALUE,
                node.span(),
                "unknown value \"" + shown(text) + "\" for \"" + name + "\"")
            .expecting(
                (field.allowed().size() == 1 ? "" : "one of ")
                    + String.join(", ", field.allowed()));
    return meant.instead(field, text).map(found::hinting).orElse(found);
  }

  private Diagnostic badFormat(YamlNode node, String pattern) {
    String text = node instanceof YamlScalar scalar ? scalar.text() : "";
    return Diagnostic.of(
            Code.BAD_FORMAT,
            node.span(),
            "invalid value \"" + shown(text) + "\" for \"" + name + "\"")
        .expecting(PatternWords.words(pattern))
        .hinting(
            text.isEmpty()
                ? "it is empty: give it a value, or leave it out"
                : meantBy(text, pattern)
                    .map(value -> "write " + value)
                    .orElse(name + ": " + sentence(field.description())));
  }

  /** Nothing is made of a secret: what is almost one is not known for it. */
  private Optional<String> meantBy(String text, String pattern) {
    return SecretText.find(text).isPresent() ? Optional.empty() : meant.formed(name, text, pattern);
  }

  /** The start of a text of any length; nothing of one that is a secret, whose end may tell. */
  static String shown(String text) {
    if (SecretText.find(text).isPresent()) {
      return SecretText.HIDDEN;
    }
    int end = text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
    return end == text.length() ? text : text.substring(0, end) + "…";
  }

  private static String bounds(Error error, YamlNode node) {
    int size =
        node instanceof YamlMap map
            ? map.entries().size()
            : node instanceof YamlList list ? list.items().size() : 0;
    return switch (error.getKeyword()) {
      case "minItems" -> {
        int least = error.getSchemaNode().asInt();
        yield least == 1
            ? "must have at least one entry"
            : "must have at least " + least + " entries";
      }
      case "maxItems" ->
          "has " + size + " entries, but no more than " + limit(error) + " are allowed";
      case "minimum" -> "must be at least " + limit(error);
      case "maximum" -> "must be at most " + limit(error);
      case "minProperties" -> "must have an entry";
      case "maxProperties" -> "has " + size + " entries, but only one is allowed";
      case "minLength" -> "must not be empty";
      case "maxLength" -> "is longer than " + error.getSchemaNode().asString() + " characters";
      default -> error.getMessage();
    };
  }

  private static String limit(Error error) {
    return error.getSchemaNode().asString();
  }

  /** The first sentence of a description, without its period. */
  static String sentence(String description) {
    int end = description.indexOf(". ");
    String first = end < 0 ? description : description.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }
}
