package dev.meshgen.upgrade;

import java.util.List;
import java.util.Optional;

/**
 * A field of the spec that a step changes.
 *
 * @param layer the layer it is written in, as {@code dev.meshgen.spec} calls it
 * @param cluster whose document that is, where each cluster has its own
 * @param path within the layer
 * @param value what it becomes; empty when it goes
 */
public record SettingChange(
    String layer, String cluster, List<String> path, Optional<String> value) {
  public SettingChange {
    path = List.copyOf(path);
  }

  /** The change as a person would make it. */
  public String inWords() {
    String where = cluster.isEmpty() ? layer : layer + " of cluster \"" + cluster + "\"";
    String field =
        String.join(".", path.subList(layer.equals(SpecLayers.MESH) ? 1 : 0, path.size()));
    return value
        .map(text -> "set " + field + ": " + text + " in " + where)
        .orElse("remove " + field + " from " + where);
  }
}
