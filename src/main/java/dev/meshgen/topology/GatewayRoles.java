package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The networks of a mesh, and which clusters run an east-west gateway.
 *
 * @param exposing names of the clusters that others name as their primary
 */
public record GatewayRoles(SortedMap<String, List<Cluster>> networks, Set<String> exposing) {

  public static GatewayRoles of(Mesh mesh) {
    SortedMap<String, List<Cluster>> networks = new TreeMap<>();
    for (Cluster cluster : mesh.members()) {
      networks.computeIfAbsent(cluster.network(), name -> new ArrayList<>()).add(cluster);
    }
    return new GatewayRoles(networks, mesh.remotes().keySet());
  }

  public boolean severalNetworks() {
    return networks.size() > 1;
  }

  /** Whether remotes reach their istiod through the cluster's gateway. */
  public boolean exposesIstiod(Cluster cluster) {
    return !cluster.controlPlane().isExternal() && exposing.contains(cluster.name());
  }

  /** Whether the cluster runs one: it does not if it is detached, whatever it asks for. */
  public boolean runs(Cluster cluster) {
    return cluster.state().isConnected() && wants(cluster);
  }

  /** What the spec says, or what follows from it: two networks, or remotes that connect to it. */
  public boolean wants(Cluster cluster) {
    return !cluster.controlPlane().isExternal()
        && cluster.eastWest().enabled().orElse(severalNetworks() || exposesIstiod(cluster));
  }

  /** Whether what the spec says of a gateway's load balancer is about one. */
  public boolean hasLoadBalancer(Cluster cluster) {
    return runs(cluster) || cluster.controlPlane().isExternal();
  }
}
