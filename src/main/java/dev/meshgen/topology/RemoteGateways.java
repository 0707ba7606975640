package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The gateways that networks reach at different addresses: an istiod is told the one for its own
 * network, and reads no address from the Service.
 */
public final class RemoteGateways {
  private final Mesh mesh;

  /** Few have any, and each cluster is compared with all of them. */
  private final List<Cluster> perNetwork;

  private final ControlPlanes controlPlanes;
  private final Gateways gateways;
  private final DiscoveryGraph discovery;

  RemoteGateways(
      Mesh mesh, ControlPlanes controlPlanes, Gateways gateways, DiscoveryGraph discovery) {
    this.mesh = mesh;
    this.perNetwork =
        mesh.clusters().stream()
            .filter(cluster -> cluster.eastWest().addresses().arePerNetwork())
            .toList();
    this.controlPlanes = controlPlanes;
    this.gateways = gateways;
    this.discovery = discovery;
  }

  /** The clusters with such a gateway of which the istiod of a cluster is told an address. */
  public List<Cluster> toldTo(Cluster reader) {
    return perNetwork.stream().filter(cluster -> isTold(reader, cluster)).toList();
  }

  /** The clusters whose istiods are told an address of the gateway of a cluster. */
  public List<Cluster> readers(Cluster cluster) {
    return mesh.clusters().stream().filter(reader -> isTold(reader, cluster)).toList();
  }

  private boolean isTold(Cluster reader, Cluster cluster) {
    return cluster.eastWest().addresses().arePerNetwork()
        && gateways.isFound(cluster)
        && ControlPlanes.runsIstiod(reader)
        && networks(reader).stream().anyMatch(network -> !network.equals(cluster.network()))
        && discovery.discovered(reader).contains(cluster);
  }

  /** The networks of the proxies that the istiod of a cluster serves. */
  public SortedSet<String> networks(Cluster reader) {
    SortedSet<String> networks = new TreeSet<>();
    if (ControlPlanes.isPrimary(reader)) {
      networks.add(reader.network());
    }
    for (Cluster remote : controlPlanes.remotes(reader)) {
      networks.add(remote.network());
    }
    return networks;
  }
}
