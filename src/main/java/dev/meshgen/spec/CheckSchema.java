package dev.meshgen.spec;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.scan.SecretText;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Validates a document against its schema, and reports problems in the terms of the spec.
 *
 * <p>What does not conform is removed from the returned document, so that later stages can still
 * report other problems in the same run.
 */
final class CheckSchema {
  /** The longest name that a field takes. */
  private static final int SHOWN = 253;

  private final Schemas schemas;
  private final Report report;
  private final MeantValue meant;
  private final Set<String> refused = new TreeSet<>();

  CheckSchema(Schemas schemas, MeantValue meant, Report report) {
    this.schemas = schemas;
    this.meant = meant;
    this.report = report;
  }

  /** Returns the part of {@code document} that conforms to the schema of {@code kind}. */
  YamlMap check(String kind, YamlMap document) {
    boolean layered = kind.equals("Cluster");
    List<Error> errors = schemas.validator(kind).validate(JsonTree.of(document, layered));
    if (errors.isEmpty()) {
      return document;
    }
    Set<Object> bad = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Span> unreadable = placesReported();
    for (Error error : errors) {
      refused.add(field(kind, error));
      YamlNode node = find(document, steps(error.getInstanceLocation()));
      if (node instanceof YamlScalar && unreadable.contains(node.span())) {
        bad.add(node);
      } else {
        describe(error, kind, node, bad);
      }
    }
    return Prune.without(bad, document);
  }

  /** The fields that did not conform so far, or that an unknown one is probably meant to be. */
  Set<String> refused() {
    return refused;
  }

  /** As a field is called below the {@code spec} of a document or layer. */
  private String field(String kind, Error error) {
    List<String> path = steps(error.getInstanceLocation());
    String below = error.getProperty();
    if (below != null) {
      Optional<SchemaField> parent = schemas.fields(kind).find(path);
      path.add(parent.flatMap(in -> DidYouMean.closest(below, in.fields().keySet())).orElse(below));
    }
    return field(path);
  }

  private static String field(List<String> path) {
    int below =
        path.size() < 2
            ? path.size()
            : switch (path.get(1)) {
              case "clusterDefaults" -> 2;
              case "clusterOverrides" -> Math.min(path.size(), 4);
              default -> 1;
            };
    return String.join(".", path.subList(below, path.size()));
  }

  /** A node that was refused already gets no second message about its type. */
  private Set<Span> placesReported() {
    Set<Span> places = new HashSet<>();
    report.diagnostics().forEach(diagnostic -> places.add(diagnostic.at()));
    return places;
  }

  private void describe(Error error, String kind, YamlNode node, Set<Object> bad) {
    List<String> path = steps(error.getInstanceLocation());
    SchemaField root = schemas.fields(kind);
    Optional<SchemaField> field = root.find(path);
    if (field.isEmpty()) {
      // Below a field that is itself unknown: only that field is reported.
      bad.add(node);
      return;
    }
    switch (error.getKeyword()) {
      case "additionalProperties" ->
          unknownField(kind, error.getProperty(), field.get(), (YamlMap) node, bad);
      case "required" -> required(error.getProperty(), path, field.get(), node);
      default -> {
        Optional<String> instead = notOffered(root, path);
        if (instead.isPresent()) {
          bad.add(node);
          report.add(notSupported(name(path), node.span(), instead.get()));
        } else {
          value(error, path, field.get(), node, bad);
        }
      }
    }
  }

  /** What to do instead of a field that its parent takes, but not for what it is meant. */
  private static Optional<String> notOffered(SchemaField root, List<String> path) {
    return path.isEmpty()
        ? Optional.empty()
        : root.find(path.subList(0, path.size() - 1))
            .map(parent -> parent.shape().notOffered().get(path.get(path.size() - 1)));
  }

  private static Diagnostic notSupported(String name, Span at, String instead) {
    return Diagnostic.of(
            Code.FIELD_NOT_SUPPORTED, at, "field \"" + name + "\" is not supported here")
        .hinting(instead);
  }

  private void unknownField(
      String kind, String name, SchemaField parent, YamlMap map, Set<Object> bad) {
    YamlMap.Entry entry = map.entries().get(name);
    bad.add(entry);
    if (report.speaksOf(entry.keySpan())) {
      return;
    }
    String instead = parent.shape().notOffered().get(name);
    if (instead != null) {
      report.add(notSupported(name, entry.keySpan(), instead));
      return;
    }
    String where = parent.name().isEmpty() ? "here" : "in \"" + parent.name() + "\"";
    Diagnostic found =
        Diagnostic.of(
                Code.UNKNOWN_FIELD,
                entry.keySpan(),
                "unknown field \"" + shown(name) + "\" " + where)
            .expecting("one of " + String.join(", ", parent.fields().keySet()));
    Optional<String> closest = DidYouMean.closest(name, parent.fields().keySet());
    report.add(
        closest.isPresent()
            ? found.hinting("did you mean \"" + closest.get() + "\"?")
            : found.hinting(new FieldPlaces(schemas).hint(kind, name)));
  }

  /** Of several fields of which one must be set, every one is missing; the first speaks for all. */
  private void required(String name, List<String> path, SchemaField parent, YamlNode node) {
    List<String> alternatives = parent.shape().alternatives();
    if (!alternatives.contains(name)) {
      missing(List.of(name), path, parent, node);
    } else if (alternatives.get(0).equals(name)) {
      missing(alternatives, path, parent, node);
    }
  }

  private void missing(List<String> names, List<String> path, SchemaField parent, YamlNode node) {
    List<String> full = new ArrayList<>();
    names.forEach(
        each -> full.add("\"" + (path.isEmpty() ? each : printed(path) + "." + each) + "\""));
    SchemaField field = parent.fields().get(names.get(0));
    report.add(
        Diagnostic.of(
                Code.MISSING_FIELD,
                node.span(),
                "missing required field " + String.join(" or ", full))
            .expecting(field == null ? "" : sentence(field.description())));
  }

  private void value(
      Error error, List<String> path, SchemaField field, YamlNode node, Set<Object> bad) {
    bad.add(node);
    if (report.speaksOf(node.span())) {
      return;
    }
    String name = name(path);
    Diagnostic found =
        switch (error.getKeyword()) {
          case "type" -> new WrongType(meant).describe(name, field, node);
          case "enum", "const" -> unknownValue(name, field, node);
          case "pattern" -> badFormat(name, field, node, error.getSchemaNode().asString());
          default ->
              Diagnostic.of(
                      Code.OUT_OF_BOUNDS, node.span(), "\"" + name + "\" " + bounds(error, node))
                  .expecting(sentence(field.description()));
        };
    String text = node instanceof YamlScalar scalar ? scalar.text() : "";
    String reason = field.values().refused().get(text);
    report.add(
        reason == null
            ? found
            : Diagnostic.of(found.code(), found.at(), "\"" + text + "\" is refused: " + reason)
                .expecting(found.expected()));
  }

  private Diagnostic unknownValue(String name, SchemaField field, YamlNode node) {
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
    return MeantValue.instead(field, text).map(found::hinting).orElse(found);
  }

  /** The name of a field; an entry of a list has the name of the list. */
  private static String name(List<String> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (!Character.isDigit(path.get(i).charAt(0))) {
        return path.get(i);
      }
    }
    return "document";
  }

  private Diagnostic badFormat(String name, SchemaField field, YamlNode node, String pattern) {
    String text = node instanceof YamlScalar scalar ? scalar.text() : "";
    return Diagnostic.of(
            Code.BAD_FORMAT,
            node.span(),
            "invalid value \"" + shown(text) + "\" for \"" + name + "\"")
        .expecting(PatternWords.words(pattern))
        .hinting(
            text.isEmpty()
                ? "it is empty: give it a value, or leave it out"
                : meantBy(name, text, pattern)
                    .map(value -> "write " + value)
                    .orElse(name + ": " + sentence(field.description())));
  }

  /** Nothing is made of a secret: what is almost one is not known for it. */
  private Optional<String> meantBy(String name, String text, String pattern) {
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
      case "minItems" -> "must have at least one entry";
      case "minProperties" -> "must have an entry";
      case "maxProperties" -> "has " + size + " entries, but only one is allowed";
      case "minLength" -> "must not be empty";
      case "maxLength" -> "is longer than " + error.getSchemaNode().asString() + " characters";
      default -> error.getMessage();
    };
  }

  private static String sentence(String description) {
    int end = description.indexOf(". ");
    String first = end < 0 ? description : description.substring(0, end);
    return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
  }

  /** A path in the usual notation: {@code spec.clusterOverrides[0].match}. */
  private static String printed(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String step : path) {
      if (!step.isEmpty() && Character.isDigit(step.charAt(0))) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step);
      }
    }
    return text.toString();
  }

  static List<String> steps(NodePath path) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(String.valueOf(path.getElement(i)));
    }
    return steps;
  }

  private static YamlNode find(YamlNode root, List<String> path) {
    YamlNode node = root;
    for (String step : path) {
      if (node instanceof YamlMap map) {
        node = map.get(step).orElseThrow();
      } else {
        node = ((YamlList) node).items().get(Integer.parseInt(step));
      }
    }
    return node;
  }

  static Span spanOf(YamlMap map, String key) {
    return map.get(key).map(YamlNode::span).orElse(map.span());
  }
}
