package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import java.util.Optional;

/** Which clusters run an east-west gateway, for which clients, where, and what deploys it. */
public final class Gateways {
  /** What a gateway is called unless the spec says otherwise. */
  public static final String NAME = "istio-eastwestgateway";

  /**
   * The same of a Gateway of ambient workloads, and of what istiod makes of it. It differs from the
   * chart's: istiod ignores an existing object of that name, and does not retry (istio {@code
   * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go}).
   */
  public static final String HBONE_NAME = "istio-eastwestgateway-hbone";

  private final Networks networks;
  private final ControlPlanes controlPlanes;
  private final DataPlanes dataPlanes;
  private final String istioNamespace;

  Gateways(
      Networks networks,
      ControlPlanes controlPlanes,
      DataPlanes dataPlanes,
      String istioNamespace) {
    this.networks = networks;
    this.controlPlanes = controlPlanes;
    this.dataPlanes = dataPlanes;
    this.istioNamespace = istioNamespace;
  }

  /** What deploys a gateway, and which protocol it speaks. */
  public enum Kind {
    /** A release of the gateway chart. */
    CHART,
    /** A Gateway whose listeners pass TLS through; istiod deploys it. */
    LISTENERS,
    /** A Gateway that speaks HBONE; istiod deploys it. */
    HBONE
  }

  /** Whether the cluster runs one; a detached cluster does not, whatever its spec says. */
  public boolean runs(Cluster cluster) {
    return cluster.state().isConnected() && wants(cluster);
  }

  /** What the spec says, or what follows from it: two networks, or remotes that connect to it. */
  public boolean wants(Cluster cluster) {
    return !cluster.controlPlane().isExternal()
        && cluster
            .eastWest()
            .enabled()
            .orElse(networks.areSeveral() || controlPlanes.exposesIstiod(cluster));
  }

  /** Whether the cluster runs one that the others find, since they discover the cluster. */
  public boolean isFound(Cluster cluster) {
    return cluster.state().isSeen() && wants(cluster);
  }

  /** Whether the spec asks for one, whatever else it says. */
  public boolean isDemanded(Cluster cluster) {
    return cluster.eastWest().enabled().equals(Optional.of(true));
  }

  /** Whether the spec forbids one, whatever else it says. */
  public boolean isForbidden(Cluster cluster) {
    return cluster.eastWest().enabled().equals(Optional.of(false));
  }

  /** What the gateway of a cluster is; empty where none runs. */
  public Optional<Kind> kind(Cluster cluster) {
    if (!runs(cluster)) {
      return Optional.empty();
    }
    if (dataPlanes.speaksHbone(cluster)) {
      return Optional.of(Kind.HBONE);
    }
    return Optional.of(
        cluster.eastWest().api() == EastWest.Api.GATEWAY_API ? Kind.LISTENERS : Kind.CHART);
  }

  /** What the gateway of a cluster is called, and where it is or would be. */
  public GatewayPlacement placement(Cluster cluster) {
    EastWest.Placement placement = cluster.eastWest().placement();
    return new GatewayPlacement(
        placement.name().orElse(dataPlanes.speaksHbone(cluster) ? HBONE_NAME : NAME),
        placement.namespace().orElse(istioNamespace),
        placement.selector());
  }

  /** Whether remotes reach the istiod of a cluster of the mesh through its gateway. */
  public boolean exposesIstiod(Cluster cluster) {
    return controlPlanes.exposesIstiod(cluster);
  }

  /**
   * Whether the cluster has a gateway with a load balancer: an external cluster has one for the
   * istiod that it hosts.
   */
  public boolean hasLoadBalancer(Cluster cluster) {
    return runs(cluster) || cluster.controlPlane().isExternal();
  }
}
