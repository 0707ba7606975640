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
import java.util.List;
import java.util.Map;

/**
 * The resources of the Sail Operator: the values that Helm would get in two files per chart, from
 * the same templates, merged into the one map that a resource has.
 */
final class SailResources {
  private static final String PROFILE = "profile";

  /** The operator sets them by the name of the resource. */
  private static final List<String> REVISIONS = List.of("revision", "defaultRevision");

  private final MeshPlan plan;
  private final Templates templates;

  SailResources(MeshPlan plan, Templates templates) {
    this.plan = plan;
    this.templates = templates;
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
      merged = SailValues.merge(merged, own(cluster, planned.kind(), release));
    }
    for (Release release : planned.releases()) {
      if (release.overrides().isPresent()) {
        YamlMap raw = SailValues.of(planned.kind(), release.overrides().get());
        merged = SailValues.merge(merged, raw);
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

  private YamlMap own(ClusterPlan cluster, SailResource kind, Release release) {
    FileView file = new ReleaseValues(plan).of(cluster, release);
    byte[] text = templates.render(file.template(), file.view()).getBytes(StandardCharsets.UTF_8);
    Report report = new Report();
    YamlMap values = (YamlMap) YamlReader.read(file.template(), text, report).get(0).root();
    if (report.hasErrors()) {
      throw new IllegalStateException(file.template() + ": " + report.diagnostics());
    }
    return SailValues.of(kind, values);
  }
}
