package dev.meshgen.topology;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.WrittenValues;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.net.IpAddress;
import dev.meshgen.platform.LoadBalancers;
import dev.meshgen.platform.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which clusters run an east-west gateway, for which clients, where, and what deploys it.
 *
 * <p>{@link #runs} is the answer; {@link #wants} is the same for a cluster that is detached or may
 * become so, {@link #isFound} for what other clusters see; {@link #isDemanded} and {@link
 * #isForbidden} are only for messages about the field of the spec.
 */
public final class Gateways {
  /** What a gateway is called unless the spec says otherwise. */
  public static final String NAME = Chart.GATEWAY.installed();

  /**
   * The same of a Gateway of ambient workloads, and of what istiod makes of it. It differs from the
   * chart's: istiod ignores an existing object of that name, and does not retry (istio {@code
   * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go}).
   */
  public static final String HBONE_NAME = NAME + "-hbone";

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

  /**
   * Whether the cluster has none although it had one, or could have had: the spec forbids it, or it
   * is detached.
   */
  public boolean leaves(Cluster cluster) {
    return isForbidden(cluster) && Topology.hasWorkloads(cluster)
        || wants(cluster) && !runs(cluster);
  }

  /** Whether the istiod of a cluster programs gateways other than objects with own listeners. */
  public boolean programs(Cluster cluster) {
    boolean objects =
        dataPlanes.speaksHbone(cluster) || cluster.eastWest().api() == EastWest.Api.GATEWAY_API;
    return ControlPlanes.isPrimary(cluster)
        && Topology.isConnected(cluster)
        && (exposesIstiod(cluster) || !objects);
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

  /** Who can reach the gateway of a cluster, as far as the spec tells. */
  public GatewayReach reach(Cluster cluster) {
    EastWest eastWest = cluster.eastWest();
    if (eastWest.exposure() == EastWest.Exposure.INTERNET) {
      return GatewayReach.INTERNET;
    }
    WrittenValues raw = values(cluster);
    if (raw.text("service", "type").filter(type -> !type.equals("LoadBalancer")).isPresent()) {
      return GatewayReach.NO_LOAD_BALANCER;
    }
    LoadBalancers balancers = Platforms.loadBalancers(cluster);
    boolean elsewhere = otherClass(cluster).isPresent();
    if (!elsewhere && isInternal(eastWest, balancers, raw)) {
      return GatewayReach.INTERNAL;
    }
    return elsewhere || eastWest.loadBalancer().asks(LoadBalancer.ADDRESS_POOL)
        ? GatewayReach.CHOSEN
        : GatewayReach.UNKNOWN;
  }

  /**
   * The class of its load balancer that hands it to a controller which the spec says nothing else
   * of; empty where the platform or the provider has it, or the address is private anyway.
   */
  public Optional<String> unknownClass(Cluster cluster) {
    EastWest eastWest = cluster.eastWest();
    boolean open = Platforms.loadBalancers(cluster).unsure(eastWest.loadBalancer()).isPresent();
    return otherClass(cluster).filter(name -> !open && !isPrivate(eastWest));
  }

  private static Optional<String> otherClass(Cluster cluster) {
    LoadBalancers balancers = Platforms.loadBalancers(cluster);
    return cluster
        .eastWest()
        .loadBalancer()
        .one(LoadBalancer.CLASS)
        .filter(name -> !balancers.readClass(name));
  }

  private static boolean isInternal(EastWest eastWest, LoadBalancers balancers, WrittenValues raw) {
    if (balancers.unsure(eastWest.loadBalancer()).isEmpty()) {
      return true;
    }
    Map<String, String> annotations = new TreeMap<>(eastWest.loadBalancer().annotations());
    annotations.putAll(raw.texts("service", "annotations"));
    return Platforms.makeInternal(annotations) || isPrivate(eastWest);
  }

  /** Whether it has addresses, and the internet has no route to any of them. */
  private static boolean isPrivate(EastWest eastWest) {
    List<String> addresses = new ArrayList<>(eastWest.addresses().all());
    eastWest.loadBalancer().of(LoadBalancer.ADDRESSES).forEach(each -> addresses.add(each.value()));
    return !addresses.isEmpty()
        && addresses.stream()
            .allMatch(each -> IpAddress.parse(each).filter(IpAddress::isPrivate).isPresent());
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

  /** The raw values of the gateway that this load balancer is for. */
  public WrittenValues values(Cluster cluster) {
    return WrittenValues.of(
        cluster.controlPlane().isExternal() ? Chart.ISTIOD_GATEWAY : Chart.GATEWAY.release(),
        cluster);
  }
}
