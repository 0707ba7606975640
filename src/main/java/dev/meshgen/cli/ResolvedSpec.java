package dev.meshgen.cli;

import dev.meshgen.model.Cluster;
import dev.meshgen.spec.Spec;
import dev.meshgen.yaml.YamlWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The spec with all layers merged, as a spec. */
final class ResolvedSpec {
  private ResolvedSpec() {}

  static String print(Spec spec) {
    StringBuilder out = new StringBuilder();
    out.append(YamlWriter.write(spec.resolvedMesh()));
    for (Cluster cluster : spec.mesh().clusters()) {
      Map<String, Object> metadata = new LinkedHashMap<>();
      metadata.put("name", cluster.name());
      if (!cluster.labels().isEmpty()) {
        metadata.put("labels", cluster.labels());
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("apiVersion", "meshgen.dev/v1alpha1");
      document.put("kind", "Cluster");
      document.put("metadata", metadata);
      document.put("spec", spec.restated(cluster.name()));
      out.append("---\n").append(YamlWriter.write(document));
    }
    return out.toString();
  }
}
