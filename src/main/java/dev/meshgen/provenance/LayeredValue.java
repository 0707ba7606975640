package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.spec.SettingsLayer;
import dev.meshgen.spec.Spec;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value that a layer sets for a cluster.
 *
 * @param layer {@code Mesh.spec.clusterDefaults}
 * @param value as text
 * @param at where it is written; empty for a default
 */
public record LayeredValue(String layer, String value, Optional<Span> at) {

  /**
   * The layers that set what a source sets, below the one that wins; the nearest first.
   *
   * @param cluster whose settings they are
   */
  static List<LayeredValue> below(Source source, String cluster, Spec spec) {
    Optional<List<String>> path = setting(source);
    List<SettingsLayer> layers = spec.layers().getOrDefault(cluster, List.of());
    List<LayeredValue> found = new ArrayList<>();
    for (int i = layers.size() - 1; path.isPresent() && i >= 0; i--) {
      Optional<YamlNode> value = at(layers.get(i), path.get());
      if (value.isPresent() && !(value.get() instanceof YamlMap)) {
        found.add(
            new LayeredValue(
                layers.get(i).name(), SpecText.of(value.get()), Sources.written(value.get())));
      }
    }
    return found.isEmpty() ? found : found.subList(1, found.size());
  }

  static Optional<YamlNode> at(SettingsLayer layer, List<String> path) {
    Optional<YamlNode> node = Optional.of(layer.spec());
    for (String step : path) {
      node = node.flatMap(at -> at instanceof YamlMap map ? map.get(step) : Optional.empty());
    }
    return node;
  }

  /** The field of a Cluster's {@code spec} that a source sets, if it is one of a layer. */
  private static Optional<List<String>> setting(Source source) {
    List<String> steps = source.nodes().get(0).steps();
    if (steps.size() < 2 || !steps.get(0).equals("spec")) {
      return Optional.empty();
    }
    List<String> below = steps.subList(1, steps.size());
    if (!source.document().equals("Mesh")) {
      return Optional.of(below);
    }
    return switch (below.get(0)) {
      case "istio", "secrets" -> Optional.of(below);
      case "clusterDefaults" -> Optional.of(below.subList(1, below.size()));
      case "clusterOverrides" ->
          below.size() > 3 && below.get(2).equals("set")
              ? Optional.of(below.subList(3, below.size()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
