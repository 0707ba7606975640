package dev.meshgen.spec;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.ClusterOverride;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one precedence: built-in, {@code Mesh.spec.istio}, {@code Mesh.spec.secrets} and {@code
 * Mesh.spec.discovery}, {@code clusterDefaults}, the {@code clusterOverrides} that match in their
 * order, the Cluster.
 */
final class Layers {
  private static final YamlMap EMPTY = new YamlMap(SettingsLayer.BUILT_IN, Map.of());

  /** How many layers are settings of the mesh itself; they follow the built-in one. */
  private static final int OF_MESH = 3;

  private final Defaults defaults;
  private final List<SettingsLayer> meshWide = new ArrayList<>();
  private final List<ClusterOverride> overrides = new ArrayList<>();
  private final List<SettingsLayer> overrideLayers = new ArrayList<>();

  Layers(Schemas schemas, YamlMap mesh) {
    defaults = new Defaults(schemas.fields("Cluster").fields().get("spec"));
    YamlMap spec = map(mesh, "spec");
    meshWide.add(new SettingsLayer("Mesh.spec.istio", istioOf(spec)));
    meshWide.add(
        new SettingsLayer("Mesh.spec.secrets", recipientsOf(spec, new BindRecipients(schemas))));
    meshWide.add(new SettingsLayer("Mesh.spec.discovery", credentialOf(spec)));
    meshWide.add(new SettingsLayer("Mesh.spec.clusterDefaults", map(spec, "clusterDefaults")));
    spec.get("clusterOverrides").ifPresent(this::readOverrides);
  }

  List<ClusterOverride> overrides() {
    return overrides;
  }

  /** All layers that reach a cluster, the lowest first. */
  List<SettingsLayer> of(String cluster, Map<String, String> labels, YamlMap document) {
    List<SettingsLayer> layers = new ArrayList<>();
    layers.add(new SettingsLayer("built-in", defaults.in(cluster)));
    layers.addAll(meshWide);
    for (int i = 0; i < overrides.size(); i++) {
      if (overrides.get(i).matches(labels)) {
        layers.add(overrideLayers.get(i));
      }
    }
    layers.add(new SettingsLayer("Cluster.spec", map(document, "spec")));
    return layers;
  }

  /**
   * What layers merge to, as the document of a cluster beside that of the mesh, whose own settings
   * come in again below it: what the cluster does not inherit of them is {@code null}.
   */
  static YamlMap restate(List<SettingsLayer> layers) {
    YamlMap inherited = EMPTY;
    for (SettingsLayer layer : layers.subList(1, 1 + OF_MESH)) {
      inherited = merge(inherited, layer.spec(), false);
    }
    return removing(inherited, merge(layers));
  }

  private static YamlMap removing(YamlMap inherited, YamlMap merged) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(merged.entries());
    inherited
        .entries()
        .forEach(
            (key, below) -> {
              YamlMap.Entry kept = merged.entries().get(key);
              if (kept == null) {
                entries.put(key, new YamlMap.Entry(below.keySpan(), nothing(below.keySpan())));
              } else if (below.value() instanceof YamlMap inner
                  && kept.value() instanceof YamlMap rest) {
                entries.put(key, new YamlMap.Entry(kept.keySpan(), removing(inner, rest)));
              }
            });
    return new YamlMap(merged.span(), entries);
  }

  private static YamlScalar nothing(Span at) {
    return new YamlScalar(at, null, "null", false);
  }

  /** Merges layers, the lowest first, into one {@code spec}. */
  static YamlMap merge(List<SettingsLayer> layers) {
    YamlMap written = EMPTY;
    for (SettingsLayer layer : layers.subList(1, layers.size())) {
      if (!layer.spec().entries().isEmpty()) {
        written = merge(written, layer.spec(), true);
      }
    }
    // Last, because null removes what people wrote and never what is built in.
    return merge(layers.get(0).spec(), written, true);
  }

  /**
   * Maps merge, lists and scalars replace, {@code null} removes; inside {@code values} it is data.
   */
  static YamlMap merge(YamlMap below, YamlMap above, boolean nullRemoves) {
    if (below.entries().isEmpty() && !(nullRemoves && hasNull(above))) {
      return above;
    }
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>(below.entries());
    for (Map.Entry<String, YamlMap.Entry> entry : above.entries().entrySet()) {
      String key = entry.getKey();
      YamlNode value = entry.getValue().value();
      if (nullRemoves && JsonTree.isNull(value)) {
        merged.remove(key);
        continue;
      }
      boolean removes = nullRemoves && !key.equals("values");
      YamlMap.Entry old = merged.get(key);
      YamlMap base = old != null && old.value() instanceof YamlMap map ? map : EMPTY;
      YamlNode result = value instanceof YamlMap map ? merge(base, map, removes) : value;
      merged.put(key, new YamlMap.Entry(entry.getValue().keySpan(), result));
    }
    return new YamlMap(above.span(), merged);
  }

  private static boolean hasNull(YamlMap map) {
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      YamlNode value = entry.getValue().value();
      boolean removes = !entry.getKey().equals("values");
      if (JsonTree.isNull(value) || removes && value instanceof YamlMap inner && hasNull(inner)) {
        return true;
      }
    }
    return false;
  }

  private void readOverrides(YamlNode node) {
    List<YamlNode> items = ((YamlList) node).items();
    for (int i = 0; i < items.size(); i++) {
      YamlMap map = (YamlMap) items.get(i);
      Map<String, String> match = TypedFields.strings(map(map, "match"));
      if (!match.isEmpty()) {
        overrides.add(new ClusterOverride(match, CheckSchema.spanOf(map, "match")));
        overrideLayers.add(
            new SettingsLayer("Mesh.spec.clusterOverrides[" + i + "].set", map(map, "set")));
      }
    }
  }

  private static YamlMap istioOf(YamlMap spec) {
    YamlMap istio = map(spec, "istio");
    if (istio.entries().isEmpty()) {
      return EMPTY;
    }
    Map<String, YamlMap.Entry> settings = new LinkedHashMap<>(istio.entries());
    settings.remove("namespace");
    settings.remove("ambient");
    return mapOf("istio", new YamlMap(istio.span(), settings));
  }

  private static YamlMap recipientsOf(YamlMap spec, BindRecipients recipients) {
    YamlMap sops = map(map(spec, "secrets"), "sops");
    return recipients.anyIn(sops) ? mapOf("secrets", mapOf("sops", recipients.only(sops))) : EMPTY;
  }

  /** Of the mesh's part, a cluster may say otherwise how its token gets to the others. */
  private static YamlMap credentialOf(YamlMap spec) {
    YamlMap credential = map(map(spec, BindDiscovery.DISCOVERY), BindDiscovery.CREDENTIAL);
    Map<String, YamlMap.Entry> inherited = new LinkedHashMap<>(credential.entries());
    inherited.keySet().retainAll(List.of(BindDiscovery.MODE, BindDiscovery.READER_RBAC));
    return inherited.isEmpty()
        ? EMPTY
        : mapOf(
            BindDiscovery.DISCOVERY,
            mapOf(BindDiscovery.CREDENTIAL, new YamlMap(credential.span(), inherited)));
  }

  static YamlMap map(YamlMap map, String key) {
    return map.get(key).isPresent() && map.get(key).get() instanceof YamlMap inner ? inner : EMPTY;
  }

  static YamlMap mapOf(String key, YamlNode value) {
    return new YamlMap(value.span(), Map.of(key, new YamlMap.Entry(value.span(), value)));
  }
}
