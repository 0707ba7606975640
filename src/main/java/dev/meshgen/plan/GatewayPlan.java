package dev.meshgen.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The east-west gateway of a cluster.
 *
 * @param annotations of its Service, for the cloud's load balancer
 */
public record GatewayPlan(SortedMap<String, String> annotations, List<String> sourceRanges) {

  /** Name of the release, the Service and the Deployment. */
  public static final String NAME = "istio-eastwestgateway";

  /** The port that other networks connect to; istiod assumes it unless a label says otherwise. */
  public static final int PORT = 15443;

  public GatewayPlan {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    sourceRanges = List.copyOf(sourceRanges);
  }
}
