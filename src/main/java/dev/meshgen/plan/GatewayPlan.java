package dev.meshgen.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The east-west gateway of a cluster.
 *
 * @param annotations of its Service, for the cloud's load balancer
 * @param hbone whether it is a Gateway API object that istiod turns into a gateway for ambient
 *     workloads, and no Helm release for sidecars
 */
public record GatewayPlan(
    SortedMap<String, String> annotations, List<String> sourceRanges, boolean hbone) {

  /** Name of the release, the Service and the Deployment. */
  public static final String NAME = "istio-eastwestgateway";

  /** The port that other networks connect to; istiod assumes it unless a label says otherwise. */
  public static final int PORT = 15443;

  /** The port at which an ambient gateway takes HBONE within HBONE; not to be changed. */
  public static final int HBONE_PORT = 15008;

  public GatewayPlan {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    sourceRanges = List.copyOf(sourceRanges);
  }

  /** The port that other networks connect to. */
  public int port() {
    return hbone ? HBONE_PORT : PORT;
  }
}
