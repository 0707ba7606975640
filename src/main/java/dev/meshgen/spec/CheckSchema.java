package dev.meshgen.spec;

import com.networknt.schema.Error;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
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
    Set<Object> bad = Collections.newSetFromMap(new IdentityHashMap<>());
    unknownNulls(kind, List.of(), schemas.fields(kind), document, bad);
    if (errors.isEmpty() && bad.isEmpty()) {
      return document;
    }
    Set<Span> unreadable = placesReported();
    for (Error error : errors) {
      refused.add(field(kind, error));
      YamlNode node = FieldSteps.find(document, FieldSteps.of(error.getInstanceLocation()));
      if (node instanceof YamlScalar && unreadable.contains(node.span())) {
        bad.add(node);
      } else {
        describe(error, kind, node, bad);
      }
    }
    return DocumentPruner.without(bad, document);
  }

  /** Fields that remove what a lower layer sets: the validator does not see them. */
  private void unknownNulls(
      String kind, List<String> path, SchemaField field, YamlNode node, Set<Object> bad) {
    if (node instanceof YamlList list && field.items().isPresent()) {
      list.items().forEach(item -> unknownNulls(kind, path, field.items().get(), item, bad));
    }
    if (!(node instanceof YamlMap map) || field.fields().isEmpty()) {
      return;
    }
    map.entries()
        .forEach(
            (name, entry) -> {
              SchemaField known = field.fields().get(name);
              boolean isNull = JsonTree.isNull(entry.value());
              if (known != null && !isNull) {
                unknownNulls(kind, below(path, name), known, entry.value(), bad);
              } else if (known == null && isNull && isClosed(field)) {
                unknownField(kind, path, name, field, map, bad);
              }
            });
  }

  private static List<String> below(List<String> path, String name) {
    List<String> below = new ArrayList<>(path);
    below.add(name);
    return below;
  }

  private static boolean isClosed(SchemaField field) {
    return !field.shape().open() && field.shape().others().isEmpty();
  }

  /** The fields that did not conform so far, or that an unknown one is probably meant to be. */
  Set<String> refused() {
    return refused;
  }

  /** As a field is called below the {@code spec} of a document or layer. */
  private String field(String kind, Error error) {
    List<String> path = FieldSteps.of(error.getInstanceLocation());
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

  /** A refused node gets no second message about its type. */
  private Set<Span> placesReported() {
    Set<Span> places = new HashSet<>();
    report.diagnostics().forEach(diagnostic -> places.add(diagnostic.at()));
    return places;
  }

  private void describe(Error error, String kind, YamlNode node, Set<Object> bad) {
    List<String> path = FieldSteps.of(error.getInstanceLocation());
    SchemaField root = schemas.fields(kind);
    Optional<SchemaField> field = root.find(path);
    if (field.isEmpty()) {
      // Below a field that is itself unknown: only that field is reported.
      bad.add(node);
      return;
    }
    switch (error.getKeyword()) {
      case "additionalProperties" ->
          unknownField(kind, path, error.getProperty(), field.get(), (YamlMap) node, bad);
      case "required" -> required(error.getProperty(), path, field.get(), node);
      default -> {
        Optional<String> instead = notOffered(root, path);
        if (instead.isPresent()) {
          bad.add(node);
          report.add(notSupported(FieldSteps.name(path), node.span(), instead.get()));
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
      String kind,
      List<String> path,
      String name,
      SchemaField parent,
      YamlMap map,
      Set<Object> bad) {
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
                "unknown field \"" + WrongValue.shown(name) + "\" " + where)
            .expecting("one of " + String.join(", ", parent.fields().keySet()));
    Optional<String> closest = DidYouMean.closest(name, parent.fields().keySet());
    report.add(
        closest.isPresent()
            ? found.hinting(DidYouMean.question(closest.get()))
            : found.hinting(new FieldPlaces(schemas).hint(kind, path, name)));
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
        each ->
            full.add(
                "\"" + (path.isEmpty() ? each : FieldSteps.printed(path) + "." + each) + "\""));
    SchemaField field = parent.fields().get(names.get(0));
    report.add(
        Diagnostic.of(
                Code.MISSING_FIELD,
                node.span(),
                "missing required field " + String.join(" or ", full))
            .expecting(field == null ? "" : WrongValue.sentence(field.description())));
  }

  private void value(
      Error error, List<String> path, SchemaField field, YamlNode node, Set<Object> bad) {
    bad.add(node);
    if (!report.speaksOf(node.span())) {
      report.add(new WrongValue(meant, FieldSteps.name(path), field).describe(error, node));
    }
  }

  static Span spanOf(YamlMap map, String key) {
    return map.get(key).map(YamlNode::span).orElse(map.span());
  }
}
