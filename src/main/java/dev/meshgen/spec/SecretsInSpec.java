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
import java.util.Optional;
import java.util.Set;

/** Refuses keys, passwords and tokens wherever they are: a spec is committed in the clear. */
final class SecretsInSpec {
  /**
   * Below these, names are not the schema's, or another layer may hide the value from all rules.
   */
  private static final Set<String> UNJUDGED =
      Set.of("values", "labels", "annotations", "match", "clusterDefaults", "clusterOverrides");

  private static final Set<String> JUDGED =
      Set.of("sops.age", "root.age", "discovery.age", "groups.age", "kubernetes.caData");

  private static final Set<String> ADDRESSES = Set.of("argocd.repoURL", "kubernetes.apiServer");

  private final Report report;
  private boolean keysAreShown;

  SecretsInSpec(Report report) {
    this.report = report;
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

    /** Whether a rule says more of this secret than that it is one. */
    boolean isLeftToRule(String what) {
      String field = parent + "." + key;
      return !unjudged
          && (JUDGED.contains(field) || what.equals(SecretText.LOGIN) && ADDRESSES.contains(field));
    }
  }

  private void check(Place place, YamlNode node) {
    if (node instanceof YamlMap map) {
      map.entries().forEach((key, entry) -> check(place, key, entry));
    } else if (node instanceof YamlList list) {
      list.items().forEach(item -> check(place, item));
    } else {
      String subject = place.key().isEmpty() ? "this value" : "\"" + place.key() + "\"";
      SecretText.findAt(place.key(), ((YamlScalar) node).text())
          .filter(what -> !place.isLeftToRule(what))
          .ifPresent(what -> refuse(node.span(), subject + " holds " + what));
    }
  }

  private void check(Place place, String key, YamlMap.Entry entry) {
    Optional<String> found = SecretText.find(key);
    found.ifPresent(what -> refuse(entry.keySpan(), "this key holds " + what));
    keysAreShown &= found.isEmpty();
    check(place.at(found.isEmpty() ? key : ""), entry.value());
  }

  private void refuse(Span at, String message) {
    report.add(
        Diagnostic.of(Code.SECRET_IN_CLEAR, at, message + " in the clear")
            .expecting("nothing secret in a spec")
            .hinting(
                "refer to a Secret instead; if the value has been in Git, replace it: it is not"
                    + " secret any more"));
  }
}
