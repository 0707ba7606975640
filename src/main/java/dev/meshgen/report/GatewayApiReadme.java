package dev.meshgen.report;

import dev.meshgen.istio.GatewayApiSupport;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayListeners;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the generated README says of gateways that istiod deploys. */
final class GatewayApiReadme {
  private GatewayApiReadme() {}

  /** A template's view: the section. */
  record View(String names, List<Bundle> bundles) {}

  /**
   * The CRDs of the Gateway API for clusters of one Istio minor.
   *
   * @param least the oldest version that does for the gateway
   * @param complete the oldest version that istiod reads in full
   */
  record Bundle(String clusters, String least, String complete) {}

  /** Empty when istiod deploys no gateway from listeners. */
  static Optional<View> of(MeshPlan plan) {
    List<String> names = new ArrayList<>();
    Map<GatewayApiSupport, List<String>> bySupport = new LinkedHashMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<GatewayListeners> listeners = cluster.eastWest().flatMap(GatewayPlan::listeners);
      if (listeners.isPresent()) {
        names.add(cluster.name());
        bySupport
            .computeIfAbsent(listeners.get().gatewayApi(), support -> new ArrayList<>())
            .add(cluster.name());
      }
    }
    List<Bundle> bundles = new ArrayList<>();
    bySupport.forEach((support, clusters) -> bundles.add(bundle(support, clusters)));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(new View(String.join(", ", names), bundles));
  }

  private static Bundle bundle(GatewayApiSupport support, List<String> clusters) {
    return new Bundle(
        String.join(", ", clusters),
        support.tlsRoutes().orElse(support.min()).toString(),
        support.min().toString());
  }
}
