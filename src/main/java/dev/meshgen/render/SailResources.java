package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.SailResource;
import dev.meshgen.istio.SailValues;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SailPlan;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resources of the Sail Operator: the values that Helm would get in two files per chart, from
 * the same templates, merged into the one map that a resource has.
 */
final class SailResources {
  static final String FILE = "istio.yaml";

  private static final String PROFILE = "profile";

  private final MeshPlan plan;
  private final Templates templates;

  SailResources(MeshPlan plan, Templates templates) {
    this.plan = plan;
    this.templates = templates;
  }

  /** The resource {@code Istio} of a cluster. */
  String istio(ClusterPlan cluster, SailPlan sail) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("version", sail.version());
    spec.put("namespace", plan.mesh().istioNamespace());
    YamlMap values = values(cluster, sail);
    // It stands beside the values.
    values.get(PROFILE).ifPresent(profile -> spec.put(PROFILE, profile));
    spec.put("updateStrategy", Map.of("type", "InPlace"));
    spec.put("values", without(values, PROFILE));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "sailoperator.io/v1");
    resource.put("kind", SailResource.ISTIO.kind());
    resource.put("metadata", Map.of("name", SailPlan.NAME));
    resource.put("spec", spec);
    return YamlWriter.write(resource);
  }

  private YamlMap values(ClusterPlan cluster, SailPlan sail) {
    YamlMap merged = new YamlMap(Span.of(FILE), Map.of());
    for (Release release : sail.releases()) {
      merged = SailValues.merge(merged, own(cluster, release));
    }
    for (Release release : sail.releases()) {
      if (release.overrides().isPresent()) {
        YamlMap raw = SailValues.of(SailResource.ISTIO, release.overrides().get());
        merged = SailValues.merge(merged, raw);
      }
    }
    return merged;
  }

  private static YamlMap without(YamlMap map, String key) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
    entries.remove(key);
    return new YamlMap(map.span(), entries);
  }

  private YamlMap own(ClusterPlan cluster, Release release) {
    FileView file = new ReleaseValues(plan).of(cluster, release);
    byte[] text = templates.render(file.template(), file.view()).getBytes(StandardCharsets.UTF_8);
    Report report = new Report();
    YamlMap values = (YamlMap) YamlReader.read(file.template(), text, report).get(0).root();
    if (report.hasErrors()) {
      throw new IllegalStateException(file.template() + ": " + report.diagnostics());
    }
    return SailValues.of(SailResource.ISTIO, values);
  }
}
