package dev.meshgen.rules;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The networks of a mesh, and which clusters run an east-west gateway. */
record Gateways(SortedMap<String, List<Cluster>> networks) {

  static Gateways of(Mesh mesh) {
    SortedMap<String, List<Cluster>> networks = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      networks.computeIfAbsent(cluster.network(), name -> new ArrayList<>()).add(cluster);
    }
    return new Gateways(networks);
  }

  boolean severalNetworks() {
    return networks.size() > 1;
  }

  /** What the spec says, or what follows from it: a gateway as soon as there are two networks. */
  boolean runs(Cluster cluster) {
    return cluster.eastWest().enabled().orElse(severalNetworks());
  }
}
