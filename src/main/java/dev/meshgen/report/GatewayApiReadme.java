package dev.meshgen.report;

import dev.meshgen.istio.GatewayApiSupport;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayListeners;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.RemoteGatewaysPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the generated README says of gateways that istiod deploys. */
final class GatewayApiReadme {
  private GatewayApiReadme() {}

  /**
   * A template's view: the section.
   *
   * @param names of clusters whose istiod deploys the gateway
   * @param readers clusters whose istiod is told addresses of gateways
   */
  record View(Optional<String> names, Optional<String> readers, List<Bundle> bundles) {}

  /**
   * The CRDs of the Gateway API for clusters of one Istio minor.
   *
   * @param least the oldest version that does for the gateway
   * @param complete the oldest version that istiod reads in full
   */
  record Bundle(String clusters, String least, String complete) {}

  /** Empty when istiod deploys no gateway from listeners, and is told no address of one. */
  static Optional<View> of(MeshPlan plan) {
    List<String> names = new ArrayList<>();
    List<String> readers = new ArrayList<>();
    Map<GatewayApiSupport, List<String>> deploying = new LinkedHashMap<>();
    Map<GatewayApiSupport, List<String>> reading = new LinkedHashMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<GatewayListeners> listeners = cluster.eastWest().flatMap(GatewayPlan::listeners);
      Optional<RemoteGatewaysPlan> told = cluster.gateways().remoteGateways();
      listeners.ifPresent(
          found -> {
            names.add(cluster.name());
            add(deploying, found.gatewayApi(), cluster.name());
          });
      told.ifPresent(found -> readers.add(cluster.name()));
      told.filter(found -> listeners.isEmpty())
          .ifPresent(found -> add(reading, found.gatewayApi(), cluster.name()));
    }
    List<Bundle> bundles = new ArrayList<>();
    deploying.forEach((support, clusters) -> bundles.add(bundle(support, clusters)));
    reading.forEach(
        (support, clusters) ->
            bundles.add(
                new Bundle(
                    String.join(", ", clusters),
                    support.min().toString(),
                    support.min().toString())));
    return bundles.isEmpty()
        ? Optional.empty()
        : Optional.of(new View(joined(names), joined(readers), bundles));
  }

  private static void add(
      Map<GatewayApiSupport, List<String>> bundles, GatewayApiSupport support, String cluster) {
    bundles.computeIfAbsent(support, each -> new ArrayList<>()).add(cluster);
  }

  private static Optional<String> joined(List<String> names) {
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  private static Bundle bundle(GatewayApiSupport support, List<String> clusters) {
    return new Bundle(
        String.join(", ", clusters),
        support.tlsRoutes().orElse(support.min()).toString(),
        support.min().toString());
  }
}
