package dev.meshgen.platform;

import dev.meshgen.model.PlatformName;
import java.util.List;
import java.util.Optional;

/** Red Hat's OpenShift, on any cloud or none. */
final class OpenShift implements Platform {

  @Override
  public PlatformName name() {
    return PlatformName.OPENSHIFT;
  }

  @Override
  public String title() {
    return "OpenShift";
  }

  @Override
  public boolean bringsMetrics() {
    return true;
  }

  @Override
  public LoadBalancers loadBalancers() {
    return AnyCloud.LOAD_BALANCERS;
  }

  /** istiod also gives Pods the user IDs of their namespace. */
  @Override
  public Optional<String> chartPlatform() {
    return Optional.of(name().id());
  }

  @Override
  public Optional<String> cniReason() {
    return Optional.of("without the CNI plugin, Pods on OpenShift cannot redirect their traffic");
  }

  /** On other platforms, critical Pods may also be in Istio's own namespace. */
  @Override
  public Optional<String> agentNamespace() {
    return Optional.of("kube-system");
  }

  /** Multus finds the plugin through an object in {@code default}. */
  @Override
  public List<String> agentObjectNamespaces() {
    return List.of("default", "kube-system");
  }

  /**
   * Its network sends the kubelet's probes past ztunnel unless it routes them via the host: Pods
   * with probes would never be ready. Sidecars need only what the tree installs.
   */
  @Override
  public Optional<Preparation> ambientPreparation() {
    return Optional.of(
        new Preparation(
            "ambient Pods on OpenShift fail their probes unless OVN-Kubernetes routes via the host",
            "local gateway mode",
            "set gatewayConfig.routingViaHost: true in its Network operator; other network plugins"
                + " need nothing"));
  }
}
