package dev.meshgen.upgrade;

import dev.meshgen.model.Mesh;
import dev.meshgen.spec.SettingsLayer;
import dev.meshgen.spec.Spec;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a draft is written: in the layer that says it now, unless that is below the home that the
 * draft has.
 */
final class EditTargets {
  private final Spec spec;
  private final String label;
  private final DraftStep draft;
  private final Home home;
  private final List<SettingChange> changes = new ArrayList<>();
  private final List<SettingChange> removals = new ArrayList<>();
  private final Map<String, Object> added = new LinkedHashMap<>();

  /** Where a setting is written that no layer below sets. */
  enum Home {
    /** The settings of the mesh. */
    MESH,
    /** The override that matches the ring and nothing else. */
    RING,
    /** The documents of the clusters themselves. */
    CLUSTERS
  }

  private EditTargets(Spec spec, String label, DraftStep draft, Home home) {
    this.spec = spec;
    this.label = label;
    this.draft = draft;
    this.home = home;
  }

  /** The homes that a draft may have, the one that people would take first. */
  static List<Home> homes(DraftStep draft) {
    List<Home> homes = new ArrayList<>();
    if (draft.last()) {
      homes.add(Home.MESH);
    }
    if (!draft.ring().isEmpty()) {
      homes.add(Home.RING);
    }
    homes.add(Home.CLUSTERS);
    return homes;
  }

  static EditTargets of(Spec spec, String label, DraftStep draft, Home home) {
    EditTargets edits = new EditTargets(spec, label, draft, home);
    draft.wanted().forEach((cluster, fields) -> fields.forEach(f -> edits.add(cluster, f)));
    // Backwards, so that an override that goes moves none that is still to be found.
    edits.removals.sort((one, other) -> index(other) - index(one));
    edits.changes.addAll(edits.removals);
    return edits;
  }

  /** Changes of what is there, removals last. */
  List<SettingChange> changes() {
    return changes;
  }

  /** What a new override for the ring sets of Istio; empty without an override. */
  Map<String, Object> added() {
    return added;
  }

  private void add(String cluster, WantedSetting field) {
    List<SettingsLayer> layers = spec.layers().get(cluster);
    if (field.value().isEmpty()) {
      layers.stream()
          .filter(layer -> find(layer, field.path()).isPresent())
          .forEach(layer -> put(removals, change(layer.name(), cluster, field)));
      return;
    }
    Optional<String> home = home();
    boolean above = false;
    String supplier = "";
    for (SettingsLayer layer : layers) {
      above |= layer.name().equals(home.orElse(SpecLayers.CLUSTER));
      supplier = above && find(layer, field.path()).isPresent() ? layer.name() : supplier;
    }
    if (!supplier.isEmpty()) {
      put(changes, change(supplier, cluster, field));
    } else if (home.isPresent()) {
      put(changes, change(home.get(), cluster, field));
    } else {
      addNested(field.path().subList(1, field.path().size()), field.value().get());
    }
  }

  private static void put(List<SettingChange> list, SettingChange change) {
    if (!list.contains(change)) {
      list.add(change);
    }
  }

  private static SettingChange change(String layer, String cluster, WantedSetting field) {
    return new SettingChange(
        layer, layer.equals(SpecLayers.CLUSTER) ? cluster : "", field.path(), field.value());
  }

  private void addNested(List<String> path, String value) {
    Map<String, Object> map = added;
    for (String step : path.subList(0, path.size() - 1)) {
      @SuppressWarnings("unchecked")
      Map<String, Object> inner =
          (Map<String, Object>) map.computeIfAbsent(step, key -> new LinkedHashMap<>());
      map = inner;
    }
    map.put(path.get(path.size() - 1), value);
  }

  private Optional<String> home() {
    if (home != Home.RING) {
      return Optional.of(home == Home.MESH ? SpecLayers.MESH : SpecLayers.CLUSTER);
    }
    Mesh mesh = spec.mesh();
    for (int i = 0; i < mesh.overrides().size(); i++) {
      if (mesh.overrides().get(i).match().equals(Map.of(label, draft.ring()))) {
        return Optional.of(SpecLayers.override(i));
      }
    }
    return Optional.empty();
  }

  static Optional<YamlNode> find(SettingsLayer layer, List<String> path) {
    YamlNode node = layer.spec();
    for (String step : path) {
      if (!(node instanceof YamlMap map) || map.get(step).isEmpty()) {
        return Optional.empty();
      }
      node = map.get(step).get();
    }
    return layer.name().equals("built-in") ? Optional.empty() : Optional.of(node);
  }

  static int index(SettingChange change) {
    return index(change.layer());
  }

  /** Of the override that a layer is; negative for others. */
  static int index(String layer) {
    int open = layer.indexOf('[');
    return open < 0 ? -1 : Integer.parseInt(layer.substring(open + 1, layer.indexOf(']')));
  }
}
