package dev.meshgen.render;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.SailResource;
import dev.meshgen.istio.SailValues;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.SailPlan;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of the Sail Operator: the values that Helm would get in two files per chart, from
 * the same templates, merged into the one map that a resource has.
 */
final class SailResources {
  private static final String PROFILE = "profile";

  /** The operator sets them by the name of the resource. */
  private static final List<String> REVISIONS = List.of("revision", "defaultRevision");

  private final OwnValues own;

  SailResources(MeshPlan plan, Templates templates) {
    this.own = new OwnValues(plan, templates);
  }

  /** The text of a resource. */
  String of(ClusterPlan cluster, SailPlan.Resource planned) {
    SailResource kind = planned.kind();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("version", planned.version());
    spec.put("namespace", planned.namespace());
    YamlMap values = values(cluster, planned);
    if (kind.hasProfile()) {
      // It is set beside the values.
      values.get(PROFILE).ifPresent(profile -> spec.put(PROFILE, profile));
    }
    if (kind == SailResource.ISTIO) {
      spec.put("updateStrategy", Map.of("type", "InPlace"));
    }
    spec.put("values", withoutNamed(values));
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "sailoperator.io/v1");
    resource.put("kind", kind.kind());
    resource.put("metadata", Map.of("name", planned.name()));
    resource.put("spec", spec);
    return YamlWriter.write(resource);
  }

  private YamlMap values(ClusterPlan cluster, SailPlan.Resource planned) {
    YamlMap merged = new YamlMap(Span.of(planned.file()), Map.of());
    for (Release release : planned.releases()) {
      merged = SailValues.merge(merged, SailValues.of(planned.kind(), own.of(cluster, release)));
    }
    for (Release release : planned.releases()) {
      Optional<YamlMap> raw = own.overrides(cluster, release);
      if (raw.isPresent()) {
        merged = SailValues.merge(merged, SailValues.of(planned.kind(), raw.get()));
      }
    }
    return merged;
  }

  private static YamlMap withoutNamed(YamlMap map) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>(map.entries());
    entries.remove(PROFILE);
    REVISIONS.forEach(entries::remove);
    return new YamlMap(map.span(), entries);
  }
}
