package dev.meshgen.spec;

import dev.meshgen.model.Delivery;
import dev.meshgen.model.Origins;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binds {@code delivery}: of the Mesh each engine that it names, of a Cluster the one it uses. */
final class BindDelivery {
  private static final String DELIVERY = "delivery";

  private final YamlMap defaults;
  private final YamlMap written;
  private final Map<String, Delivery> byEngine = new LinkedHashMap<>();

  BindDelivery(Schemas schemas, YamlMap meshDocument) {
    String name = new TypedFields(Layers.map(meshDocument, "metadata")).text("name").orElseThrow();
    this.defaults =
        Layers.map(new Defaults(schemas.fields("Mesh").fields().get("spec")).in(name), DELIVERY);
    this.written = Layers.map(Layers.map(meshDocument, "spec"), DELIVERY);
    for (String engine : written.entries().keySet()) {
      byEngine.put(engine, delivery(engine, new YamlMap(SettingsLayer.BUILT_IN, Map.of())));
    }
  }

  /** Those of the mesh, in the order in which they are written. */
  List<Delivery> all() {
    return new ArrayList<>(byEngine.values());
  }

  /** That of a cluster whose layers have been merged; a rule refuses one that the mesh has not. */
  Delivery of(YamlMap cluster) {
    YamlMap own = Layers.map(cluster, DELIVERY);
    String first = byEngine.keySet().iterator().next();
    String engine = new TypedFields(own).text("engine").filter(byEngine::containsKey).orElse(first);
    YamlMap settings = Layers.map(own, engine);
    return settings.entries().isEmpty() ? byEngine.get(engine) : delivery(engine, settings);
  }

  private Delivery delivery(String engine, YamlMap own) {
    YamlMap settings =
        Layers.merge(
            List.of(
                new SettingsLayer("built-in", Layers.map(defaults, engine)),
                new SettingsLayer("Mesh.spec.delivery", Layers.map(written, engine)),
                new SettingsLayer("Cluster.spec.delivery", own)));
    String path = new TypedFields(settings).text("path").orElseThrow();
    return new Delivery(
        engine,
        path.equals("./") ? "." : path.startsWith("./") ? path.substring(2) : path,
        new Origins(settings, written.get(engine).orElseThrow().span()));
  }
}
