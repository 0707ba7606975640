package dev.meshgen.topology;

import dev.meshgen.model.Cluster;

/** In which clusters there are objects of the Gateway API, and in which its CRDs have to be. */
public final class GatewayApiObjects {
  private final Gateways gateways;
  private final RemoteGateways remoteGateways;

  GatewayApiObjects(Gateways gateways, RemoteGateways remoteGateways) {
    this.gateways = gateways;
    this.remoteGateways = remoteGateways;
  }

  /**
   * Whether the mesh itself consists of some in a cluster: its gateway, or those of other networks
   * whose addresses its istiod is told.
   */
  public boolean areIn(Cluster cluster) {
    return gateways.kind(cluster).filter(kind -> kind != Gateways.Kind.CHART).isPresent()
        || !remoteGateways.toldTo(cluster).isEmpty();
  }

  /** Whether the CRDs have to be in a cluster; the waypoints of ambient workloads are such too. */
  public boolean needCrds(Cluster cluster) {
    return cluster.isAmbient() || areIn(cluster);
  }
}
