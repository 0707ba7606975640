package dev.meshgen.rules;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An Istio version and where it was written: once for all the clusters that inherit it. */
record WrittenVersion(String text, Span at) {

  /** Those of a mesh, without repetition. A version the schema has refused is left out. */
  static List<WrittenVersion> of(Mesh mesh) {
    Set<WrittenVersion> written = new LinkedHashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      if (!cluster.istio().version().isEmpty()) {
        written.add(of(cluster));
      }
    }
    return new ArrayList<>(written);
  }

  /** Written out like {@link Span}'s, and for the same reason. */
  @Override
  public boolean equals(Object other) {
    return other instanceof WrittenVersion that && text.equals(that.text) && at.equals(that.at);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + at.hashCode();
  }

  static WrittenVersion of(Cluster cluster) {
    return new WrittenVersion(cluster.istio().version(), cluster.origins().at("istio", "version"));
  }
}
