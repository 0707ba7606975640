package dev.meshgen.upgrade;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterOverride;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Clusters that move together.
 *
 * @param value of the label they share; empty for those without it
 */
record Ring(String value, List<String> clusters) {

  Ring {
    clusters = List.copyOf(clusters);
  }

  boolean holds(Cluster cluster) {
    return clusters.contains(cluster.name());
  }

  /**
   * The rings of a mesh: those that {@code order} names, then those that overrides match, as they
   * come, then the others by name, last the clusters without the label.
   */
  static List<Ring> of(Mesh mesh, String label, List<String> order) {
    Set<String> present = new TreeSet<>();
    mesh.clusters().forEach(cluster -> present.add(cluster.labels().getOrDefault(label, "")));
    List<String> values = new ArrayList<>();
    order.forEach(value -> add(value, present, values));
    for (ClusterOverride override : mesh.overrides()) {
      add(override.match().getOrDefault(label, ""), present, values);
    }
    present.forEach(value -> add(value, present, values));
    if (present.contains("")) {
      values.add("");
    }
    List<Ring> rings = new ArrayList<>();
    values.forEach(value -> rings.add(of(mesh, label, value)));
    return rings;
  }

  private static void add(String value, Set<String> present, List<String> values) {
    if (!value.isEmpty() && present.contains(value) && !values.contains(value)) {
      values.add(value);
    }
  }

  private static Ring of(Mesh mesh, String label, String value) {
    List<String> clusters = new ArrayList<>();
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.labels().getOrDefault(label, "").equals(value)) {
        clusters.add(cluster.name());
      }
    }
    return new Ring(value, clusters);
  }
}
