package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which clusters share a network.
 *
 * <p>A detached cluster counts: it may come back, and its leaving must not remove the gateways of
 * the others, as it would if theirs were the only network left.
 *
 * @param members the clusters with workloads of the mesh
 * @param byName those of each network; both in the order of names
 */
public record Networks(List<Cluster> members, SortedMap<String, List<Cluster>> byName) {
  public Networks {
    members = List.copyOf(members);
    byName = Collections.unmodifiableSortedMap(byName);
  }

  static Networks of(Mesh mesh) {
    List<Cluster> members = new ArrayList<>();
    SortedMap<String, List<Cluster>> byName = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      if (!cluster.controlPlane().isExternal()) {
        members.add(cluster);
        byName.computeIfAbsent(cluster.network(), name -> new ArrayList<>()).add(cluster);
      }
    }
    byName.replaceAll((name, clusters) -> List.copyOf(clusters));
    return new Networks(members, byName);
  }

  public boolean areSeveral() {
    return byName.size() > 1;
  }

  /** The members of the cluster's network, in the order of names. */
  public List<Cluster> sharing(Cluster cluster) {
    return byName.get(cluster.network());
  }
}
