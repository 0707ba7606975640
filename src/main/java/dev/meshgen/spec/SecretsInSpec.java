package dev.meshgen.spec;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.scan.SecretText;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refuses keys, passwords and tokens wherever they are: a spec is committed in the clear. */
final class SecretsInSpec {
  /**
   * Below these, names are not the schema's, or another layer may hide the value from all rules, as
   * does a list of groups that is refused as a whole: one group is not enough.
   */
  private static final Set<String> UNJUDGED =
      Set.of(
          "values",
          "labels",
          "annotations",
          "match",
          "clusterDefaults",
          "clusterOverrides",
          "keyGroups");

  private static final String ANY = "any";
  private static final String LOGIN = "login";

  private final Report report;

  /** What a rule judges in a field, by its name and that of the field it is in. */
  private final Map<String, String> judged = new HashMap<>();

  /** A thousand clusters have the same keys, and mostly the same values. */
  private final Map<String, Optional<String>> ofKeys = new HashMap<>();

  private final Map<String, Map<String, Optional<String>>> ofValues = new HashMap<>();

  private boolean keysAreShown;

  SecretsInSpec(Schemas schemas, Report report) {
    this.report = report;
    Schemas.KINDS.forEach(kind -> collect(schemas.fields(kind)));
  }

  /** What is marked below a field; items of a list are where the list is. */
  private void collect(SchemaField field) {
    field.fields().values().forEach(below -> collect(field.name(), below));
    field
        .items()
        .ifPresent(item -> item.fields().values().forEach(below -> collect(field.name(), below)));
  }

  private void collect(String parent, SchemaField field) {
    if (!field.values().judged().isEmpty()) {
      judged.put(parent + "." + field.name(), field.values().judged());
    }
    collect(field);
  }

  /** Whether all keys of a document may be shown: messages quote the paths of fields. */
  boolean check(YamlNode document) {
    keysAreShown = true;
    check(new Place("", "", false), document);
    return keysAreShown;
  }

  /**
   * Where a value is.
   *
   * @param unjudged whether no rule may see it
   */
  private record Place(String parent, String key, boolean unjudged) {
    Place at(String below) {
      return new Place(key, below, unjudged || UNJUDGED.contains(below));
    }

    String field() {
      return parent + "." + key;
    }
  }

  /** Whether a rule says more of this secret than that it is one. */
  private boolean isLeftToRule(Place place, String what) {
    String secrets = place.unjudged() ? "" : judged.getOrDefault(place.field(), "");
    return secrets.equals(ANY) || secrets.equals(LOGIN) && what.equals(SecretText.LOGIN);
  }

  private void check(Place place, YamlNode node) {
    if (node instanceof YamlMap map) {
      map.entries().forEach((key, entry) -> check(place, key, entry));
    } else if (node instanceof YamlList list) {
      list.items().forEach(item -> check(place, item));
    } else {
      find(place.key(), ((YamlScalar) node).text())
          .filter(what -> !isLeftToRule(place, what))
          .ifPresent(what -> refuse(node.span(), subject(place) + " holds " + what));
    }
  }

  private static String subject(Place place) {
    return place.key().isEmpty() ? "this value" : "\"" + place.key() + "\"";
  }

  private Optional<String> find(String key, String value) {
    return ofValues
        .computeIfAbsent(key, first -> new HashMap<>())
        .computeIfAbsent(value, first -> SecretText.findAt(key, first));
  }

  private void check(Place place, String key, YamlMap.Entry entry) {
    Optional<String> found = ofKeys.computeIfAbsent(key, SecretText::find);
    found.ifPresent(what -> refuse(entry.keySpan(), "this key holds " + what));
    keysAreShown &= found.isEmpty();
    check(place.at(found.isEmpty() ? key : ""), entry.value());
  }

  private void refuse(Span at, String message) {
    report.add(
        Diagnostic.of(Code.SECRET_IN_CLEAR, at, message + " in the clear")
            .expecting("nothing secret in a spec")
            .hinting(
                "refer to a Secret instead; if the value has been in Git, replace it: it is no"
                    + " longer secret"));
  }
}
