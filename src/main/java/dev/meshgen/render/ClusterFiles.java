package dev.meshgen.render;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;

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
  record NamespaceView(String namespace, String network) {}

  /** A template's view: how sealed files are read. */
  record TrustView(boolean ksops) {}

  /** A template's view: a ksops generator. */
  record GeneratorView(String name, List<String> files) {}

  /** A template's view: which configuration there is. */
  record ConfigView(boolean eastWest) {}

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
    add(files, cluster, "namespaces/namespace.yaml", new NamespaceView(namespace, cluster.cluster().network()));
    add(files, cluster, "trust/kustomization.yaml", new TrustView(ksops));
    if (ksops) {
      files.add(generator(cluster.folder() + "trust/", "cacerts", List.of("cacerts.sops.yaml")));
    }
    add(files, cluster, "access/kustomization.yaml", new NamespacedView(namespace));
    add(files, cluster, "access/reader-token.yaml", new NamespacedView(namespace));
    add(files, cluster, "config/kustomization.yaml", new ConfigView(cluster.eastWest().isPresent()));
    add(files, cluster, "config/peer-authentication.yaml", new PeerAuthenticationView(namespace, mesh.mtls().name()));
    add(files, cluster, "values/base.yaml", new BaseValuesView(namespace, cluster.failClosedWebhook()));
    add(files, cluster, "values/istiod.yaml", istiod(cluster));
    cluster.eastWest().ifPresent(gateway -> addGateway(files, cluster, gateway));
    return files;
  }

  static FileView generator(String folder, String name, List<String> sealed) {
    return new FileView(
        folder + "generator.yaml",
        "ksops-generator.yaml",
        new GeneratorView(name, sealed.stream().map(file -> "./" + file).toList()));
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
    add(
        files,
        cluster,
        "config/cross-network-gateway.yaml",
        new CrossNetworkView(plan.mesh().istioNamespace(), GatewayPlan.PORT, gateway.hosts()));
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
        cluster.failClosedWebhook());
  }

  private static void add(List<FileView> files, ClusterPlan cluster, String path, Object view) {
    files.add(new FileView(cluster.folder() + path, "cluster/" + path, view));
  }
}
