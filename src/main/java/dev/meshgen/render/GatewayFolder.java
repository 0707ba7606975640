package dev.meshgen.render;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.model.NamespaceLabels;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayListeners;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.GatewayPorts;
import dev.meshgen.plan.Layer;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.tree.ClusterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An east-west gateway that istiod deploys, from objects of the Gateway API. */
final class GatewayFolder {
  private static final String TEMPLATES = "cluster/eastwest/gateway-api/";

  private GatewayFolder() {}

  /** A template's view: the Gateway. */
  record GatewayView(
      String name, String namespace, List<MapEntry> labels, List<ListenerView> listeners) {}

  /** One of its listeners. */
  record ListenerView(
      String name, Optional<String> hostname, int port, Optional<String> routesFrom) {}

  /** A template's view: what istiod merges into what it makes of the Gateway. */
  record ParametersView(
      String name, String namespace, boolean autoscaled, Optional<ServiceView> service) {}

  /** A template's view: istiod, as remotes reach it. */
  record RoutesView(
      String namespace,
      String gateway,
      Optional<String> elsewhere,
      List<String> hostnames,
      IstiodPortsView ports) {}

  static KustomizeFolder folder(
      ClusterPlan cluster,
      GatewayPlan gateway,
      GatewayListeners listeners,
      String namespace,
      String clusterDomain) {
    KustomizeFolder folder =
        ClusterFiles.at(cluster, Layer.EASTWEST)
            .add(ClusterLayout.PARAMETERS, TEMPLATES, parameters(cluster, gateway))
            .add(ClusterLayout.GATEWAY, TEMPLATES, gateway(cluster, gateway, listeners, namespace));
    if (listeners.istiod()) {
      // Both names are in use; what has no server name never gets this far.
      String istiod = ControlPlanes.service(namespace);
      folder.add(
          "istiod-routes.yaml",
          TEMPLATES,
          new RoutesView(
              namespace,
              gateway.name(),
              Optional.of(gateway.namespace()).filter(each -> !each.equals(namespace)),
              List.of(istiod, istiod + "." + clusterDomain),
              IstiodPortsView.PORTS));
    }
    return folder;
  }

  /** A Gateway has room for eight annotations only, and would put them on everything. */
  private static ParametersView parameters(ClusterPlan cluster, GatewayPlan gateway) {
    ServiceView service = ServiceView.of(gateway);
    boolean silent = service.annotations().isEmpty() && service.spec().isEmpty();
    return new ParametersView(
        gateway.name(),
        gateway.namespace(),
        cluster.cluster().istio().scaling().automatic(),
        silent ? Optional.empty() : Optional.of(service));
  }

  private static GatewayView gateway(
      ClusterPlan cluster, GatewayPlan gateway, GatewayListeners listeners, String namespace) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(NamespaceLabels.NETWORK, cluster.cluster().network());
    if (gateway.ports().tls() != GatewayPort.TLS.number()) {
      labels.put("networking.istio.io/gatewayPort", String.valueOf(gateway.ports().tls()));
    }
    return new GatewayView(
        gateway.name(),
        gateway.namespace(),
        MapEntry.list(labels),
        listeners(gateway, listeners, namespace));
  }

  private static List<ListenerView> listeners(
      GatewayPlan gateway, GatewayListeners listeners, String namespace) {
    List<ListenerView> views = new ArrayList<>();
    for (String host : listeners.hosts()) {
      String name = views.isEmpty() ? "cross-network" : "cross-network-" + (views.size() + 1);
      views.add(new ListenerView(name, Optional.of(host), gateway.ports().tls(), Optional.empty()));
    }
    if (listeners.istiod()) {
      // The routes are in the namespace of what they lead to.
      Optional<String> from =
          gateway.namespace().equals(namespace) ? Optional.empty() : Optional.of(namespace);
      GatewayPorts ports = gateway.ports();
      views.add(new ListenerView("istiod-grpc", Optional.empty(), ports.istiod(), from));
      views.add(new ListenerView("istiod-webhook", Optional.empty(), ports.webhook(), from));
    }
    return views;
  }
}
