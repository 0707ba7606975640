package dev.meshgen.render;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.Release;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of the gateway chart. */
final class GatewayValues {
  private static final String PREFIX = "istio-";

  private GatewayValues() {}

  /** A template's view: values of the east-west gateway. */
  record EastWestView(
      String name,
      String network,
      Optional<String> revision,
      List<MapEntry> labels,
      Optional<Moved> moved,
      boolean autoscaled,
      ServiceView service,
      ImagesView images,
      Optional<String> platform) {}

  /** The ports of its Service that differ from the usual ones. */
  record Moved(
      Optional<Integer> status,
      Optional<Integer> tls,
      Optional<Integer> istiod,
      Optional<Integer> webhook) {}

  /** A template's view: values of the gateway of an external istiod. */
  record IstiodView(
      String name,
      String credentialName,
      Ports ports,
      boolean autoscaled,
      ServiceView service,
      ImagesView images,
      Optional<String> platform) {}

  /** The ports of an istiod. */
  record Ports(int xds, int webhook) {}

  static EastWestView eastWest(ClusterPlan cluster, Release release, GatewayPlan gateway) {
    SortedMap<String, Integer> moved = gateway.ports().moved();
    return new EastWestView(
        release.name(),
        cluster.cluster().network(),
        IstiodValues.revision(release.control()),
        MapEntry.list(labels(release.name(), gateway)),
        moved.isEmpty() ? Optional.empty() : Optional.of(moved(moved)),
        cluster.cluster().istio().scaling().automatic(),
        ServiceView.of(gateway),
        ImagesView.of(cluster),
        cluster.dataPlane().platform());
  }

  /**
   * Labels of its Pods and of its Service, but for those that the chart derives from its name. By
   * the port other networks find it.
   */
  private static SortedMap<String, String> labels(String name, GatewayPlan gateway) {
    SortedMap<String, String> labels = new TreeMap<>(gateway.placement().selector());
    labels.remove("app", name);
    labels.remove("istio", name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
    Integer port = gateway.ports().moved().get("tls");
    if (port != null) {
      labels.put("networking.istio.io/gatewayPort", String.valueOf(port));
    }
    return labels;
  }

  private static Moved moved(SortedMap<String, Integer> ports) {
    return new Moved(
        Optional.ofNullable(ports.get("status-port")),
        Optional.ofNullable(ports.get("tls")),
        Optional.ofNullable(ports.get("tls-istiod")),
        Optional.ofNullable(ports.get("tls-webhook")));
  }

  static IstiodView ofIstiod(ClusterPlan cluster, Release release, HostingPlan hosting) {
    return new IstiodView(
        release.name(),
        hosting.credentialName(),
        new Ports(GatewayPort.ISTIOD.number(), GatewayPort.WEBHOOK.number()),
        cluster.cluster().istio().scaling().automatic(),
        ServiceView.of(hosting.gateway()),
        ImagesView.of(cluster),
        cluster.dataPlane().platform());
  }
}
