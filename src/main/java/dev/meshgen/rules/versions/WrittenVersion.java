package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Revision;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An Istio version and where it was written: one for all the clusters that inherit it. */
public record WrittenVersion(String text, Span at) {

  /** Those of a mesh, without duplicates. A version that the schema refused is left out. */
  public static List<WrittenVersion> of(Mesh mesh) {
    Set<WrittenVersion> written = new LinkedHashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      if (!cluster.istio().version().isEmpty()) {
        written.add(of(cluster));
      }
      cluster
          .istio()
          .revisions()
          .canary()
          .filter(canary -> !canary.version().isEmpty())
          .ifPresent(
              canary -> written.add(new WrittenVersion(canary.version(), atCanary(cluster))));
    }
    return new ArrayList<>(written);
  }

  /** Written out for the reason that {@link Span} gives. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WrittenVersion that && text.equals(that.text) && at.equals(that.at);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + at.hashCode();
  }

  private static Span atCanary(Cluster cluster) {
    return cluster.origins().at("istio", "canary", "version");
  }

  /** Where the version of a control plane was written. */
  public static Span at(Cluster cluster, Revision control) {
    return cluster.istio().controlPlanes().indexOf(control) == 0
        ? cluster.origins().at("istio", "version")
        : atCanary(cluster);
  }

  public static WrittenVersion of(Cluster cluster) {
    return new WrittenVersion(cluster.istio().version(), cluster.origins().at("istio", "version"));
  }
}
