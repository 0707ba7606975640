package dev.meshgen.upgrade;

import dev.meshgen.model.ClusterOverride;
import dev.meshgen.spec.SettingsLayer;
import dev.meshgen.spec.Spec;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an upgrade that say no more than what they are over: what a ring had for itself
 * while it was ahead of the others.
 */
final class CleanUp {
  private static final List<String> VERSION = List.of("istio", "version");
  private static final List<String> REVISION = List.of("istio", "revision");
  private static final List<String> TAGS = List.of("istio", "tags");

  private final Spec spec;
  private final String label;
  private final boolean keepsRings;
  private final Map<SettingChange, Boolean> found = new LinkedHashMap<>();

  /**
   * Of a spec whose upgrade is done.
   *
   * @param keepsRings whether an override for a ring stays if it would be empty: it is a place in
   *     the order of the rings
   */
  CleanUp(Spec spec, String label, boolean keepsRings) {
    this.spec = spec;
    this.label = label;
    this.keepsRings = keepsRings;
  }

  /** Removals; those of a later override come first, so that none that is to be found moves. */
  List<SettingChange> changes() {
    spec.layers().forEach(this::look);
    List<SettingChange> changes = new ArrayList<>();
    found.forEach(
        (change, everywhere) -> {
          if (everywhere) {
            changes.add(change);
          }
        });
    changes.sort((one, other) -> EditTargets.index(other) - EditTargets.index(one));
    return changes;
  }

  private void look(String cluster, List<SettingsLayer> layers) {
    for (int i = 1; i < layers.size(); i++) {
      SettingsLayer layer = layers.get(i);
      if (!layer.name().equals(SpecLayers.MESH) && !keeps(layer)) {
        for (List<String> path : paths(layer)) {
          boolean own = layer.name().equals(SpecLayers.CLUSTER);
          SettingChange change =
              new SettingChange(layer.name(), own ? cluster : "", path, Optional.empty());
          found.merge(change, isSaidBelow(layers, i, path), Boolean::logicalAnd);
        }
      }
    }
  }

  /** What of the layer an upgrade writes. */
  private static List<List<String>> paths(SettingsLayer layer) {
    List<List<String>> paths = new ArrayList<>();
    EditTargets.find(layer, TAGS)
        .ifPresent(
            tags -> {
              if (tags instanceof YamlMap map) {
                map.entries().keySet().forEach(tag -> paths.add(List.of("istio", "tags", tag)));
              }
            });
    for (List<String> path : List.of(VERSION, REVISION)) {
      if (EditTargets.find(layer, path).isPresent()) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static boolean isSaidBelow(List<SettingsLayer> layers, int index, List<String> path) {
    Optional<String> here = text(EditTargets.find(layers.get(index), path));
    for (int below = index - 1; below > 0; below--) {
      Optional<YamlNode> node = EditTargets.find(layers.get(below), path);
      if (node.isPresent()) {
        return here.isPresent() && here.equals(text(node));
      }
    }
    return false;
  }

  private static Optional<String> text(Optional<YamlNode> node) {
    return node.isPresent() && node.get() instanceof YamlScalar scalar && scalar.value() != null
        ? Optional.of(String.valueOf(scalar.value()))
        : Optional.empty();
  }

  private boolean keeps(SettingsLayer layer) {
    int index = EditTargets.index(layer.name());
    if (!keepsRings || index < 0) {
      return false;
    }
    ClusterOverride override = spec.mesh().overrides().get(index);
    boolean alone =
        layer.spec().entries().size() == 1
            && layer.spec().get("istio").isPresent()
            && layer.spec().get("istio").get() instanceof YamlMap istio
            && List.of("version", "revision", "tags").containsAll(istio.entries().keySet());
    return alone && override.match().containsKey(label);
  }
}
