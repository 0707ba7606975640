package dev.meshgen.platform;

import dev.meshgen.model.PlatformName;
import java.util.List;
import java.util.Optional;

/** What runs a cluster: where it differs from any cluster, its class says so. */
public interface Platform {

  PlatformName name();

  /** What people call it. */
  default String title() {
    return name().id();
  }

  /** What makes load balancers of Services. */
  LoadBalancers loadBalancers();

  /** The value {@code platform} of every chart, including istiod's. */
  default Optional<String> chartPlatform() {
    return Optional.empty();
  }

  /** The value {@code platform} of the charts of node agents. */
  default Optional<String> nodePlatform() {
    return chartPlatform();
  }

  /** Why Pods cannot redirect their own traffic, so that the CNI plugin has to. */
  default Optional<String> cniReason() {
    return Optional.empty();
  }

  /** The only namespace in which node agents may run. */
  default Optional<String> agentNamespace() {
    return Optional.empty();
  }

  /** The namespaces other than Istio's that charts of node agents write into, sorted. */
  default List<String> agentObjectNamespaces() {
    return List.of();
  }

  /** The mode in which it manages the nodes itself. */
  default Optional<Autopilot> autopilot() {
    return Optional.empty();
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

  /** What users of ambient should know of it: the lines of a list item in the README. */
  default List<String> ambientNote() {
    return List.of();
  }
}
