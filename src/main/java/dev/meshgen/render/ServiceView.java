package dev.meshgen.render;

import dev.meshgen.plan.GatewayPlan;
import java.util.List;
import java.util.Optional;

/**
 * A part of a template's view: the Service of a gateway.
 *
 * @param spec set when it says something
 */
record ServiceView(List<MapEntry> annotations, Optional<Spec> spec) {

  /** What it requests from its load balancer by fields of its own. */
  record Spec(
      Optional<String> loadBalancerIp,
      Optional<String> loadBalancerClass,
      List<String> sourceRanges) {}

  static ServiceView of(GatewayPlan gateway) {
    return new ServiceView(MapEntry.list(gateway.annotations()), spec(gateway));
  }

  private static Optional<Spec> spec(GatewayPlan gateway) {
    boolean silent =
        gateway.loadBalancerIp().isEmpty()
            && gateway.loadBalancerClass().isEmpty()
            && gateway.sourceRanges().isEmpty();
    return silent
        ? Optional.empty()
        : Optional.of(
            new Spec(
                gateway.loadBalancerIp(), gateway.loadBalancerClass(), gateway.sourceRanges()));
  }
}
