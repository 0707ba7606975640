package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.Layer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.RemotePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one cluster that are the same whatever engine applies them. */
final class ClusterFiles {
  private final MeshPlan plan;
  private final boolean ksops;

  ClusterFiles(MeshPlan plan, boolean ksops) {
    this.plan = plan;
    this.ksops = ksops;
  }

  /** A template's view: something in the control plane's namespace. */
  record NamespacedView(String namespace) {}

  /** A template's view: the namespace itself. */
  record NamespaceView(String namespace, String network, Optional<String> controlPlaneClusters) {}

  /** A template's view: how sealed files are read. */
  record TrustView(boolean ksops) {}

  /** A template's view: a ksops generator. */
  record GeneratorView(String name, List<String> files) {}

  /** A template's view: which configuration there is. */
  record ConfigView(boolean crossNetwork, boolean exposesIstiod) {}

  /** A template's view: istiod, as remotes reach it. */
  record ExposeIstiodView(String namespace, String istiod) {}

  /** A template's view: values of the istiod chart on a remote. */
  record RemoteValuesView(
      String hub,
      String namespace,
      String mesh,
      String cluster,
      String network,
      String pilotAddress,
      String injectionPath,
      boolean meshConfig,
      String trustDomain) {}

  /** A template's view: mesh-wide mutual TLS. */
  record PeerAuthenticationView(String namespace, String mtls) {}

  /** A template's view: the cross-network Gateway. */
  record CrossNetworkView(String namespace, int port, List<String> hosts) {}

  /** A template's view: values of the base chart. */
  record BaseValuesView(String namespace, boolean failClosedWebhook) {}

  /** A template's view: values of the istiod chart. */
  record IstiodValuesView(
      String hub,
      String namespace,
      String mesh,
      String cluster,
      String network,
      String clusterDomain,
      String trustDomain,
      boolean dnsCapture,
      boolean externalIstiod,
      boolean failClosedWebhook) {}

  /** A template's view: values of the east-west gateway. */
  record GatewayValuesView(
      String name,
      String network,
      boolean annotated,
      List<Annotation> annotations,
      boolean ranged,
      List<String> sourceRanges) {}

  /** An annotation. */
  record Annotation(String key, String value) {}

  List<FileView> of(ClusterPlan cluster) {
    Mesh mesh = plan.mesh();
    String namespace = mesh.istioNamespace();
    List<FileView> files = new ArrayList<>();
    add(files, cluster, "namespaces/kustomization.yaml", new NamespacedView(namespace));
    add(
        files,
        cluster,
        "namespaces/namespace.yaml",
        new NamespaceView(
            namespace,
            cluster.cluster().network(),
            cluster.remoteOf().map(remote -> String.join(",", remote.primaries()))));
    if (cluster.layers().contains(Layer.TRUST)) {
      add(files, cluster, "trust/kustomization.yaml", new TrustView(ksops));
      if (ksops) {
        files.add(generator(cluster.folder() + "trust/", "cacerts", List.of("cacerts.sops.yaml")));
      }
    }
    add(files, cluster, "access/kustomization.yaml", new NamespacedView(namespace));
    add(files, cluster, "access/reader-token.yaml", new NamespacedView(namespace));
    if (cluster.layers().contains(Layer.CONFIG)) {
      addConfig(files, cluster);
    }
    addValues(files, cluster);
    return files;
  }

  static FileView generator(String folder, String name, List<String> sealed) {
    return new FileView(
        folder + "generator.yaml",
        "ksops-generator.yaml",
        new GeneratorView(name, sealed.stream().map(file -> "./" + file).toList()));
  }

  private void addConfig(List<FileView> files, ClusterPlan cluster) {
    String namespace = plan.mesh().istioNamespace();
    // A primary's cross-network Gateway programs the gateways of its remotes too.
    boolean crossNetwork = plan.networks().size() > 1 && cluster.eastWest().isPresent();
    add(
        files,
        cluster,
        "config/kustomization.yaml",
        new ConfigView(crossNetwork, cluster.exposesIstiod()));
    if (crossNetwork) {
      List<String> hosts = cluster.eastWest().get().hosts();
      add(
          files,
          cluster,
          "config/cross-network-gateway.yaml",
          new CrossNetworkView(namespace, GatewayPlan.PORT, hosts));
    }
    if (cluster.exposesIstiod()) {
      String istiod = "istiod." + namespace + ".svc." + plan.mesh().clusterDomain();
      add(files, cluster, "config/istiod-gateway.yaml", new ExposeIstiodView(namespace, istiod));
    }
    add(
        files,
        cluster,
        "config/peer-authentication.yaml",
        new PeerAuthenticationView(namespace, plan.mesh().mtls().name()));
  }

  private void addValues(List<FileView> files, ClusterPlan cluster) {
    String namespace = plan.mesh().istioNamespace();
    add(
        files,
        cluster,
        "values/base.yaml",
        new BaseValuesView(namespace, cluster.failClosedWebhook()));
    if (cluster.remoteOf().isPresent()) {
      files.add(
          new FileView(
              cluster.folder() + "values/istiod.yaml",
              "cluster/values/istiod-remote.yaml",
              remote(cluster, cluster.remoteOf().get())));
    } else {
      add(files, cluster, "values/istiod.yaml", istiod(cluster));
    }
    cluster.eastWest().ifPresent(gateway -> addGateway(files, cluster, gateway));
  }

  private void addGateway(List<FileView> files, ClusterPlan cluster, GatewayPlan gateway) {
    List<Annotation> annotations = new ArrayList<>();
    gateway.annotations().forEach((key, value) -> annotations.add(new Annotation(key, value)));
    add(
        files,
        cluster,
        "values/eastwestgateway.yaml",
        new GatewayValuesView(
            GatewayPlan.NAME,
            cluster.cluster().network(),
            !annotations.isEmpty(),
            annotations,
            !gateway.sourceRanges().isEmpty(),
            gateway.sourceRanges()));
  }

  private RemoteValuesView remote(ClusterPlan cluster, RemotePlan remote) {
    Mesh mesh = plan.mesh();
    return new RemoteValuesView(
        cluster.cluster().istio().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        remote.pilotAddress(),
        remote.injectionPath(),
        remote.meshConfig(),
        mesh.trustDomain());
  }

  private IstiodValuesView istiod(ClusterPlan cluster) {
    Mesh mesh = plan.mesh();
    return new IstiodValuesView(
        cluster.cluster().istio().hub(),
        mesh.istioNamespace(),
        mesh.name(),
        cluster.name(),
        cluster.cluster().network(),
        mesh.clusterDomain(),
        mesh.trustDomain(),
        cluster.cluster().istio().dnsCapture(),
        cluster.exposesIstiod(),
        cluster.failClosedWebhook());
  }

  private static void add(List<FileView> files, ClusterPlan cluster, String path, Object view) {
    files.add(new FileView(cluster.folder() + path, "cluster/" + path, view));
  }
}
