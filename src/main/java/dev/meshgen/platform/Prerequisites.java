package dev.meshgen.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * What clusters of a platform need that no tree can install, in sentences.
 *
 * @param loadBalancers of gateways
 * @param webhooks of an istiod
 * @param autoscaling of istiod and of gateways
 * @param plugin of Istio's CNI plugin
 */
public record Prerequisites(
    List<String> loadBalancers,
    List<String> webhooks,
    List<String> autoscaling,
    List<String> plugin) {
  private static final String METRICS =
      "A metrics server, or `istio.autoscaling: false`: without one, the autoscalers are never"
          + " healthy, and the engine does not proceed past istiod.";

  private static final String CHAINED =
      "Where Cilium is the network, its `cni.exclusive: false`, so that Istio's CNI plugin runs"
          + " after it.";

  public Prerequisites {
    loadBalancers = List.copyOf(loadBalancers);
    webhooks = List.copyOf(webhooks);
    autoscaling = List.copyOf(autoscaling);
    plugin = List.copyOf(plugin);
  }

  /** With the load balancers that a cluster has. */
  public static Prerequisites of(Platform platform, LoadBalancers balancers) {
    return new Prerequisites(
        balancers.needs(),
        platform.webhookNeeds(),
        platform.bringsMetrics() ? List.of() : List.of(METRICS),
        List.of(CHAINED));
  }

  public static Prerequisites of(Platform platform) {
    return of(platform, platform.loadBalancers());
  }

  /** All of them. */
  public List<String> all() {
    List<String> all = new ArrayList<>(loadBalancers);
    all.addAll(webhooks);
    all.addAll(autoscaling);
    all.addAll(plugin);
    return all;
  }
}
