package dev.meshgen.render;

import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.istio.IstioDefaults;
import dev.meshgen.istio.IstiodPort;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.CrossNetworkPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.RemoteGatewaysPlan;
import dev.meshgen.plan.RemotePlan;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.tree.ClusterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The Istio objects that a cluster's istiod reads. */
final class ConfigFolder {
  private static final String TEMPLATES = "cluster/config/";

  private final MeshPlan plan;
  private final ClusterPlan cluster;
  private final String namespace;

  ConfigFolder(MeshPlan plan, ClusterPlan cluster) {
    this.plan = plan;
    this.cluster = cluster;
    this.namespace = plan.mesh().istioNamespace();
  }

  /** A template's view: the istiods, as remotes reach them. */
  record ExposeIstiodView(
      String namespace, List<MapEntry> selector, IstiodPortsView ports, List<Route> routes) {}

  /** The way to one istiod. */
  record Route(
      String name, String namespace, List<String> sniHosts, String istiod, IstiodPortsView ports) {}

  /** A template's view: a revision tag, and the injector that serves it. */
  record TagView(
      String name,
      String tag,
      String revision,
      List<MapEntry> annotations,
      String service,
      String namespace,
      int port,
      String path,
      boolean isDefault) {}

  /** A template's view: mesh-wide mutual TLS. */
  record PeerAuthenticationView(String namespace, String mtls) {}

  /** A template's view: the cross-network Gateway. */
  record CrossNetworkView(boolean idle, List<GatewayView> gateways) {}

  /** One Gateway of the listener, for Pods with those labels; the first, or a further one. */
  record GatewayView(
      boolean further,
      String name,
      String namespace,
      List<MapEntry> selector,
      int port,
      List<String> hosts) {}

  /** A template's view: gateways of other networks, at the addresses for this one. */
  record RemoteGatewaysView(List<RemoteGatewayView> gateways) {}

  /** One of them; the first, or a further one. */
  record RemoteGatewayView(
      boolean further,
      String name,
      String namespace,
      String network,
      String type,
      String address,
      int port) {}

  KustomizeFolder folder() {
    KustomizeFolder folder = ClusterFiles.at(cluster, Layer.CONFIG);
    cluster.gateways().crossNetwork().ifPresent(listener -> addCrossNetwork(folder, listener));
    cluster
        .gateways()
        .remoteGateways()
        .ifPresent(
            remotes ->
                folder.add(
                    "remote-gateways.yaml", TEMPLATES, new RemoteGatewaysView(views(remotes))));
    boolean routed = cluster.eastWest().flatMap(GatewayPlan::listeners).isPresent();
    if (cluster.gateways().exposesIstiod() && !routed) {
      folder.add(
          "istiod-gateway.yaml",
          TEMPLATES,
          new ExposeIstiodView(
              namespace,
              MapEntry.list(cluster.eastWest().orElseThrow().placement().selector()),
              IstiodPortsView.PORTS,
              routes()));
    }
    if (cluster.runsIstiod() || cluster.isConfigCluster()) {
      folder.add(
          "peer-authentication.yaml",
          TEMPLATES,
          new PeerAuthenticationView(namespace, plan.mesh().security().mtls().name()));
    }
    for (TagView tag : tags()) {
      List<String> more = new ArrayList<>(Engines.prunedLast());
      more.add(TEMPLATES + "revision-tag-injectors.yaml");
      String file = ClusterLayout.revisionTag(tag.tag());
      folder.add(new FileView(file, TEMPLATES + "revision-tag.yaml", tag, more));
    }
    return folder;
  }

  /** One without a revision takes what asks for no other: exact names go before any. */
  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Revision control : cluster.cluster().istio().controlPlanes()) {
      String service = ControlPlanes.service(control, namespace);
      String host = service + "." + plan.mesh().clusterDomain();
      List<String> sniHosts = control.name().isEmpty() ? List.of("*") : List.of(service, host);
      String name = control.of("istiod-vs");
      routes.add(new Route(name, namespace, sniHosts, host, IstiodPortsView.PORTS));
    }
    return routes;
  }

  private List<TagView> tags() {
    List<TagView> tags = new ArrayList<>();
    cluster.cluster().istio().tagged().forEach((tag, control) -> tags.add(tag(tag, control)));
    return tags;
  }

  /** Named as the chart's own tags are, whose namespace istiod leaves out where it is the usual. */
  private TagView tag(String tag, Revision control) {
    String suffix = IstioDefaults.webhookSuffix(namespace);
    // Where the injector without a revision is there, too, the API server asks it before this one,
    // whose name is longer by an end, and the later one has the last word.
    boolean last =
        tag.equals(Revision.DEFAULT) && cluster.cluster().istio().revisions().isIntroducing();
    return new TagView(
        last
            ? "istio-sidecar-injector" + suffix + "-tag-" + tag
            : "istio-revision-tag-" + tag + suffix,
        tag,
        control.id(),
        MapEntry.list(cluster.webhookAnnotations()),
        control.of(ControlPlanes.ISTIOD),
        namespace,
        IstiodPort.WEBHOOK,
        cluster.remoteOf().map(RemotePlan::injectionPath).orElse("/inject"),
        tag.equals(Revision.DEFAULT));
  }

  private void addCrossNetwork(KustomizeFolder folder, CrossNetworkPlan listener) {
    folder.add(
        "cross-network-gateway.yaml",
        TEMPLATES,
        new CrossNetworkView(listener.idle(), gateways(listener)));
  }

  private List<RemoteGatewayView> views(RemoteGatewaysPlan remotes) {
    List<RemoteGatewayView> views = new ArrayList<>();
    for (RemoteGatewaysPlan.RemoteGateway gateway : remotes.gateways()) {
      views.add(
          new RemoteGatewayView(
              !views.isEmpty(),
              gateway.name(),
              namespace,
              gateway.network(),
              gateway.isIp() ? "IPAddress" : "Hostname",
              gateway.address(),
              gateway.port()));
    }
    return views;
  }

  private List<GatewayView> gateways(CrossNetworkPlan listener) {
    List<GatewayView> gateways = new ArrayList<>();
    for (SortedMap<String, String> selector : listener.selectors()) {
      String name = "cross-network-gateway";
      gateways.add(
          new GatewayView(
              !gateways.isEmpty(),
              gateways.isEmpty() ? name : name + "-" + (gateways.size() + 1),
              namespace,
              MapEntry.list(selector),
              listener.port(),
              listener.hosts()));
    }
    return gateways;
  }
}
