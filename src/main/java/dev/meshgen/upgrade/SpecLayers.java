package dev.meshgen.upgrade;

import dev.meshgen.edit.EditRefused;
import dev.meshgen.edit.YamlEditor;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the layers of a spec are written, and its files while they are edited. */
final class SpecLayers {
  static final String MESH = "Mesh.spec.istio";
  static final String CLUSTER = "Cluster.spec";

  private static final String DEFAULTS = "Mesh.spec.clusterDefaults";
  private static final String OVERRIDE = "Mesh.spec.clusterOverrides[";

  private final List<SpecSource> sources;
  private final Map<String, EditedFile> files = new LinkedHashMap<>();

  SpecLayers(List<SpecSource> sources) throws EditRefused {
    this.sources = sources;
    for (SpecSource source : sources) {
      files.put(source.name(), EditedFile.of(source));
    }
  }

  private record Place(EditedFile file, int part, int document, List<String> path) {
    YamlEditor editor() {
      return file.part(part);
    }

    void replace(YamlEditor edited) {
      file.replace(part, edited);
    }
  }

  /** The name of the layer that an override is. */
  static String override(int index) {
    return OVERRIDE + index + "].set";
  }

  void apply(SettingChange change) throws EditRefused {
    apply(place(change.layer(), change.cluster(), change.path()), change.value());
  }

  /** Changes a field of the document of a cluster; one that is not there needs no removal. */
  void apply(String cluster, List<String> path, Optional<Integer> value) throws EditRefused {
    Place place = place(CLUSTER, cluster, path);
    Optional<YamlNode> node = Optional.of(place.editor().documents().get(place.document()));
    for (String step : place.path()) {
      node = node.flatMap(each -> each instanceof YamlMap map ? map.get(step) : Optional.empty());
    }
    if (value.isPresent() || node.isPresent()) {
      apply(place, value);
    }
  }

  private static void apply(Place place, Optional<?> value) throws EditRefused {
    YamlEditor editor = place.editor();
    place.replace(
        value.isPresent()
            ? editor.set(place.document(), place.path(), value.get())
            : editor.remove(place.document(), prune(editor, place)));
  }

  /** Applies a change unless that is refused. */
  boolean takes(SettingChange change) {
    try {
      apply(change);
      return true;
    } catch (EditRefused e) {
      return false;
    }
  }

  /** Adds an override for a label, with nothing in it but settings of Istio. */
  void addOverride(String label, String value, Map<String, Object> istio) throws EditRefused {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("match", Map.of(label, value));
    item.put("set", Map.of("istio", istio));
    Place mesh = place(DEFAULTS, "", List.of());
    mesh.replace(mesh.editor().append(mesh.document(), List.of("spec", "clusterOverrides"), item));
  }

  /** The sources, as edited. */
  List<SpecSource> sources() {
    List<SpecSource> edited = new ArrayList<>();
    for (SpecSource source : sources) {
      edited.add(source.edited(files.get(source.name()).content()));
    }
    return edited;
  }

  private Place place(String layer, String cluster, List<String> path) {
    List<String> whole = new ArrayList<>(List.of("spec"));
    if (layer.equals(DEFAULTS)) {
      whole.add("clusterDefaults");
    } else if (layer.startsWith(OVERRIDE)) {
      String index = layer.substring(OVERRIDE.length(), layer.indexOf(']'));
      whole.addAll(List.of("clusterOverrides", index, "set"));
    }
    whole.addAll(path);
    boolean own = layer.equals(CLUSTER);
    for (EditedFile file : files.values()) {
      for (int part = 0; part < file.size(); part++) {
        List<YamlNode> documents = file.part(part).documents();
        for (int i = 0; i < documents.size(); i++) {
          if (holds(documents.get(i), own, cluster)) {
            return new Place(file, part, i, whole);
          }
        }
      }
    }
    throw new IllegalStateException("no document holds " + layer + " " + cluster);
  }

  private static boolean holds(YamlNode root, boolean own, String cluster) {
    return text(root, "kind").equals(own ? "Cluster" : "Mesh")
        && (!own || text(child(root, "metadata"), "name").equals(cluster));
  }

  /** What has to go so that nothing empty stays: that would mean something else. */
  private static List<String> prune(YamlEditor editor, Place place) {
    List<String> path = place.path();
    while (path.size() > 1) {
      List<String> above = path.subList(0, path.size() - 1);
      YamlNode parent = editor.documents().get(place.document());
      for (String step : above) {
        parent = child(parent, step);
      }
      boolean item = path.get(path.size() - 1).equals("set");
      if (!item && size(parent) > 1) {
        return path;
      }
      path = above;
    }
    return path;
  }

  private static int size(YamlNode node) {
    return node instanceof YamlMap map ? map.entries().size() : ((YamlList) node).items().size();
  }

  private static YamlNode child(YamlNode node, String step) {
    return node instanceof YamlMap map
        ? map.get(step).orElseThrow()
        : ((YamlList) node).items().get(Integer.parseInt(step));
  }

  private static String text(YamlNode node, String key) {
    Optional<YamlNode> value = node instanceof YamlMap map ? map.get(key) : Optional.empty();
    return value.isPresent() && value.get() instanceof YamlScalar scalar
        ? String.valueOf(scalar.value())
        : "";
  }
}
