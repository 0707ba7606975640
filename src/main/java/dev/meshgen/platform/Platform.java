package dev.meshgen.platform;

import dev.meshgen.model.PlatformName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A platform that runs clusters. Its class says where it differs from others. */
public interface Platform {

  PlatformName name();

  /** Its usual name. */
  default String title() {
    return name().id();
  }

  /** The load balancers of its Services. */
  LoadBalancers loadBalancers();

  /** The value {@code platform} of every chart, including istiod's. */
  default Optional<String> chartPlatform() {
    return Optional.empty();
  }

  /** The value {@code platform} of the charts of node agents. */
  default Optional<String> nodePlatform() {
    return chartPlatform();
  }

  /** Why Pods cannot redirect their traffic, so that the CNI plugin must. */
  default Optional<String> cniReason() {
    return Optional.empty();
  }

  /** The only namespace in which agents on the nodes may run. */
  default Optional<String> agentNamespace() {
    return Optional.empty();
  }

  /** The namespaces other than Istio's that charts of node agents write into, sorted. */
  default List<String> agentObjectNamespaces() {
    return List.of();
  }

  /** What it admits in a mode in which it runs the nodes itself. */
  default Optional<Autopilot> autopilot() {
    return Optional.empty();
  }

  /** Annotations that keep it from changing webhooks that are not its own. */
  default SortedMap<String, String> webhookAnnotations() {
    return Collections.emptySortedMap();
  }

  /** What its API servers need to reach webhooks on its nodes, in sentences. */
  default List<String> webhookNeeds() {
    return List.of();
  }

  /** Whether its clusters have a metrics server, which autoscalers read. */
  default boolean bringsMetrics() {
    return false;
  }

  /** What must be opened so that its API servers reach webhooks on the nodes. */
  default Optional<String> webhookFirewall() {
    return Optional.empty();
  }

  /** The only place in which its API servers call webhooks. */
  default Optional<String> webhooksWithin() {
    return Optional.empty();
  }

  /** What must be prepared before its Pods can be ambient. */
  default Optional<Preparation> ambientPreparation() {
    return Optional.empty();
  }

  /** What may block HBONE between its nodes. */
  default Optional<String> betweenNodes() {
    return Optional.empty();
  }

  /** What users of ambient should know about it: the lines of an item in the README. */
  default List<String> ambientNote() {
    return List.of();
  }
}
