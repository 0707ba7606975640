package dev.meshgen.render;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.NamespaceLabels;
import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.GatewayPorts;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.Release;
import dev.meshgen.plan.TrustPlan;
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
      Optional<NetworkGateway> networkGateway,
      Optional<String> revision,
      List<MapEntry> labels,
      Optional<Opened> opened,
      boolean autoscaled,
      ServiceView service,
      ImagesView images,
      Optional<String> platform) {}

  /**
   * A gateway that the chart opens for other networks and for the proxies of an istiod.
   *
   * @param network that it leads to
   * @param moved empty if all ports are the usual ones
   */
  record NetworkGateway(String network, Optional<Moved> moved) {}

  /**
   * What the chart's {@code networkGateway} makes of a gateway, but for the ports of an istiod.
   *
   * @param network that it leads to
   * @param status port of its Service, for health checks
   * @param tls port of its Service, for other networks
   */
  record Opened(String network, Port status, Port tls) {}

  /** A port of a Service, and that of its Pods. */
  record Port(int port, int target) {}

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
      MeshRoot root,
      Ports ports,
      boolean autoscaled,
      ServiceView service,
      ImagesView images,
      Optional<String> platform) {}

  /** Where the root's certificate is. */
  record MeshRoot(String secret, String entry) {
    static MeshRoot of(TrustPlan trust) {
      RequiredSecret secret = trust.required().orElseThrow();
      return new MeshRoot(secret.name(), secret.root());
    }
  }

  /** The ports of the gateway to an istiod. */
  record Ports(int xds, int webhook, int status) {}

  static EastWestView eastWest(ClusterPlan cluster, Release release, GatewayPlan gateway) {
    String network = cluster.cluster().network();
    return new EastWestView(
        release.name(),
        gateway.istiod() ? Optional.of(opened(network, gateway.ports().moved())) : Optional.empty(),
        IstiodValues.revision(release.control()),
        MapEntry.list(labels(release.name(), cluster.cluster(), gateway)),
        gateway.istiod() ? Optional.empty() : Optional.of(opened(network, gateway.ports())),
        cluster.cluster().istio().scaling().automatic(),
        ServiceView.of(gateway),
        ImagesView.of(cluster),
        cluster.dataPlane().platform());
  }

  /**
   * Labels of its Pods and of its Service, but for those that the chart derives from its name. By
   * the port other networks find it. Without that of the network, no istiod takes the address of
   * the Service for that of a gateway (istio {@code serviceregistry/kube/controller/network.go}).
   */
  private static SortedMap<String, String> labels(
      String name, Cluster cluster, GatewayPlan gateway) {
    SortedMap<String, String> labels = new TreeMap<>(gateway.placement().selector());
    labels.remove("app", name);
    labels.remove("istio", name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name);
    if (!gateway.istiod() && !cluster.eastWest().addresses().arePerNetwork()) {
      labels.put(NamespaceLabels.NETWORK, cluster.network());
    }
    int tls = gateway.ports().tls();
    if (tls != GatewayPort.TLS.number()) {
      labels.put("networking.istio.io/gatewayPort", String.valueOf(tls));
    }
    return labels;
  }

  private static Opened opened(String network, GatewayPorts ports) {
    return new Opened(
        network,
        new Port(ports.status(), GatewayPort.STATUS.number()),
        new Port(ports.tls(), GatewayPort.TLS.number()));
  }

  private static NetworkGateway opened(String network, SortedMap<String, Integer> moved) {
    return new NetworkGateway(
        network, moved.isEmpty() ? Optional.empty() : Optional.of(moved(moved)));
  }

  private static Moved moved(SortedMap<String, Integer> ports) {
    return new Moved(
        Optional.ofNullable(ports.get(GatewayPort.STATUS.inChart())),
        Optional.ofNullable(ports.get(GatewayPort.TLS.inChart())),
        Optional.ofNullable(ports.get(GatewayPort.ISTIOD.inChart())),
        Optional.ofNullable(ports.get(GatewayPort.WEBHOOK.inChart())));
  }

  static IstiodView ofIstiod(ClusterPlan cluster, Release release, HostingPlan hosting) {
    return new IstiodView(
        release.name(),
        hosting.credentialName(),
        MeshRoot.of(cluster.trust()),
        new Ports(
            GatewayPort.ISTIOD.number(), GatewayPort.WEBHOOK.number(), GatewayPort.STATUS.number()),
        cluster.cluster().istio().scaling().automatic(),
        ServiceView.of(hosting.gateway()),
        ImagesView.of(cluster),
        cluster.dataPlane().platform());
  }
}
