package dev.meshgen.spec;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Finds fields that every cluster needs, that have no default, and that a {@code null} removes. */
final class RemovedFields {
  private static final List<String> VERSION = List.of("istio", "version");
  private static final List<String> RECIPIENTS = List.of("secrets", "sops");

  private final BindRecipients recipients;
  private final Report report;

  RemovedFields(BindRecipients recipients, Report report) {
    this.recipients = recipients;
    this.report = report;
  }

  /**
   * Reports what a cluster lacks.
   *
   * @param merged its layers in one
   */
  void check(List<SettingsLayer> layers, YamlMap merged) {
    if (Layers.map(merged, VERSION.get(0)).get(VERSION.get(1)).isEmpty()) {
      refuse(VERSION, layers, "the Istio version of the cluster");
    }
    if (!recipients.anyIn(Layers.map(Layers.map(merged, "secrets"), "sops"))) {
      refuse(RECIPIENTS, layers, "a recipient that can open the cluster's files");
    }
  }

  /** What no null removes is missing because the schema refused it, which has been said. */
  private void refuse(List<String> path, List<SettingsLayer> layers, String expected) {
    remover(path, layers)
        .ifPresent(
            at ->
                report.add(
                    Diagnostic.of(
                            Code.MISSING_FIELD,
                            at,
                            "\""
                                + String.join(".", path)
                                + "\" is removed here, and no other layer sets it")
                        .expecting(expected)
                        .hinting("set the field, or remove this line to inherit it")));
  }

  /** The null that wins: of the highest layer that has one. */
  private Optional<Span> remover(List<String> path, List<SettingsLayer> layers) {
    for (int i = layers.size() - 1; i > 0; i--) {
      Optional<Span> found = nullOn(path, layers.get(i).spec());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Span> nullOn(List<String> path, YamlMap layer) {
    YamlMap map = layer;
    for (String step : path) {
      Optional<YamlNode> node = map.get(step);
      if (node.filter(JsonTree::isNull).isPresent()) {
        return node.map(YamlNode::span);
      }
      map = Layers.map(map, step);
    }
    return recipients.removedIn(map);
  }
}
