package dev.meshgen.platform;

import dev.meshgen.model.PlatformName;
import java.util.List;
import java.util.Optional;

/** What runs a cluster: where it differs from any cluster, its class says so. */
public interface Platform {

  PlatformName name();

  /** As people call it. */
  default String title() {
    return name().id();
  }

  /** What makes load balancers of Services. */
  LoadBalancers loadBalancers();

  /** What {@code platform} is in the values of every chart, istiod's included. */
  default Optional<String> chartPlatform() {
    return Optional.empty();
  }

  /** What {@code platform} is in the values of charts whose agents run on the nodes. */
  default Optional<String> nodePlatform() {
    return chartPlatform();
  }

  /** Why Pods cannot redirect their own traffic, so that the CNI plugin has to. */
  default Optional<String> cniReason() {
    return Optional.empty();
  }

  /** The namespace in which alone agents on the nodes may run. */
  default Optional<String> agentNamespace() {
    return Optional.empty();
  }

  /** The namespaces other than Istio's that charts of node agents write into, sorted. */
  default List<String> agentObjectNamespaces() {
    return List.of();
  }

  /** What it admits where it runs the nodes itself. */
  default Optional<Autopilot> autopilot() {
    return Optional.empty();
  }

  /** What has to be opened so that its API servers reach webhooks on the nodes. */
  default Optional<String> webhookFirewall() {
    return Optional.empty();
  }

  /** What its API servers call webhooks within, and nowhere else. */
  default Optional<String> webhooksWithin() {
    return Optional.empty();
  }

  /** What has to be prepared before its Pods can be ambient. */
  default Optional<Preparation> ambientPreparation() {
    return Optional.empty();
  }

  /** What keeps its nodes from each other's HBONE. */
  default Optional<String> betweenNodes() {
    return Optional.empty();
  }

  /** What ambient users should know of it: lines of an item in the README. */
  default List<String> ambientNote() {
    return List.of();
  }
}
