package dev.meshgen.plan;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.topology.GatewayPlacement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The east-west gateway of a cluster.
 *
 * @param placement what it is called, and where
 * @param annotations of its Service, for the cloud's load balancer
 * @param listeners of one that istiod deploys, from objects of the Gateway API
 * @param istiod whether remotes reach an istiod through it
 * @param loadBalancerIp the address that its Service requests in that field
 * @param loadBalancerClass the class of its Service
 * @param hbone whether it is a gateway of ambient workloads, which istiod also deploys
 */
public record GatewayPlan(
    GatewayPlacement placement,
    SortedMap<String, String> annotations,
    Optional<String> loadBalancerIp,
    Optional<String> loadBalancerClass,
    List<String> sourceRanges,
    GatewayPorts ports,
    boolean istiod,
    Optional<GatewayListeners> listeners,
    boolean hbone) {

  /** The path at which a gateway reports over plain HTTP whether it is ready. */
  static final String STATUS_PATH = "/healthz/ready";

  public GatewayPlan {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    sourceRanges = List.copyOf(sourceRanges);
  }

  /** Name of the release, the Service and the Deployment. */
  public String name() {
    return placement.name();
  }

  public String namespace() {
    return placement.namespace();
  }

  /** Whether istiod deploys it from an object of the Gateway API, instead of a chart. */
  public boolean isObject() {
    return hbone || listeners.isPresent();
  }

  /** The port that other networks connect to. */
  public int port() {
    return hbone ? GatewayPort.HBONE : ports.tls();
  }
}
