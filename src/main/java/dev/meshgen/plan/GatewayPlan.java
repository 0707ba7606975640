package dev.meshgen.plan;

import dev.meshgen.istio.GatewayPort;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The east-west gateway of a cluster.
 *
 * @param annotations of its Service, for the cloud's load balancer
 * @param listeners of one that istiod deploys, from objects of the Gateway API
 * @param istiod whether remotes reach an istiod through it
 * @param loadBalancerIp the address that its Service requests in that field
 * @param loadBalancerClass the class of its Service
 * @param hbone whether it is a gateway of ambient workloads, which istiod also deploys
 */
public record GatewayPlan(
    SortedMap<String, String> annotations,
    Optional<String> loadBalancerIp,
    Optional<String> loadBalancerClass,
    List<String> sourceRanges,
    GatewayPorts ports,
    boolean istiod,
    Optional<GatewayListeners> listeners,
    boolean hbone) {

  /** Name of the release, the Service and the Deployment. */
  public static final String NAME = "istio-eastwestgateway";

  /**
   * Name of the Gateway of ambient workloads, and of what istiod makes of it. It differs from the
   * chart's: istiod ignores an existing object of that name, and does not retry (istio {@code
   * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go}).
   */
  public static final String HBONE_NAME = "istio-eastwestgateway-hbone";

  /** The path at which a gateway reports over plain HTTP whether it is ready. */
  static final String STATUS_PATH = "/healthz/ready";

  /** The label of its Pods. */
  public static final String LABEL = "istio";

  /** Its value. */
  public static final String LABEL_VALUE = "eastwestgateway";

  public GatewayPlan {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    sourceRanges = List.copyOf(sourceRanges);
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
