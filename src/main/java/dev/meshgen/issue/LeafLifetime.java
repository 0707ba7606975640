package dev.meshgen.issue;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.WorkloadCertificates;
import dev.meshgen.model.Mesh;
import dev.meshgen.yaml.YamlMap;
import java.time.Duration;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Optional;

/** How long certificates of workloads live in any cluster of a mesh. */
public final class LeafLifetime {
  private static final long HOUR = 3600;

  private LeafLifetime() {}

  /** The longest; values that clusters inherit from one place are looked at once. */
  public static Duration longest(Mesh mesh) {
    IdentityHashMap<YamlMap, Duration> known = new IdentityHashMap<>();
    return mesh.clusters().stream()
        .map(cluster -> Optional.ofNullable(cluster.istio().values().get(Chart.ISTIOD.release())))
        .map(
            values ->
                values
                    .map(map -> known.computeIfAbsent(map, WorkloadCertificates::longest))
                    .orElse(WorkloadCertificates.USUAL))
        .max(Comparator.naturalOrder())
        .orElse(WorkloadCertificates.USUAL);
  }

  /** In hours, as Istio's own settings. */
  static String words(Duration lifetime) {
    long hours = (lifetime.toSeconds() + HOUR - 1) / HOUR;
    return hours + (hours == 1 ? " hour" : " hours");
  }
}
