package dev.meshgen.report;

import dev.meshgen.delivery.FileView;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Revision;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.Verbatim;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The generated README: the mesh as people need to know it. */
public final class Readme {
  private final MeshPlan plan;
  private final SecretFacts facts;

  public Readme(MeshPlan plan, SecretFacts facts) {
    this.plan = plan;
    this.facts = facts;
  }

  /** A template's view: the whole page. */
  record View(
      String name,
      String summary,
      String trustDomain,
      String namespace,
      List<Verbatim> graph,
      List<ClusterRow> clusters,
      Optional<MissingCredentials.View> missing,
      boolean moves,
      List<LifecycleRows.Row> moving,
      List<CertificateRow> certificates,
      List<Firewall.Row> firewall,
      Optional<AmbientReadme.View> ambient,
      Optional<String> gatewayApi,
      Optional<RegistrySecrets.View> registries,
      Optional<SailReadme.View> sail,
      Optional<DiscoveryReadme.View> discovery,
      Optional<ArgoCdView> argocd,
      Optional<FluxView> flux,
      boolean hasRemotes,
      Optional<HostView> hosted) {}

  /** A row of the table of clusters. */
  record ClusterRow(
      String name,
      String platform,
      String region,
      String network,
      String istio,
      String controlPlane,
      String gateway,
      String discoverable) {}

  /** What an external control plane needs. */
  record HostView(
      String cluster,
      String configCluster,
      String host,
      String credentialName,
      String gateway,
      String namespace) {}

  /** A row of the table of certificates. */
  record CertificateRow(String name, String notBefore, String notAfter, String sha256) {}

  /** What Argo CD needs. */
  record ArgoCdView(String destinations, String rootPath, boolean remotes) {}

  /** What Flux needs. */
  record FluxView(
      String source,
      String namespace,
      String secret,
      String path,
      String sourceKind,
      String sourceName) {}

  public FileView file() {
    return new FileView(Layout.README, "mesh/README.md", view());
  }

  private View view() {
    List<LifecycleRows.Row> moving = new LifecycleRows(plan, facts).rows();
    Delivery delivery = plan.mesh().delivery();
    return new View(
        plan.mesh().name(),
        count(plan.clusters().size(), "cluster") + ", " + count(plan.networks().size(), "network"),
        plan.mesh().trustDomain(),
        plan.mesh().istioNamespace(),
        new TopologyGraph(plan).lines(),
        plan.clusters().stream().map(this::row).toList(),
        MissingCredentials.of(plan, facts),
        !moving.isEmpty(),
        moving,
        certificates(),
        new Firewall(plan).rows(),
        AmbientReadme.of(plan),
        gatewayApi(),
        new RegistrySecrets(plan).view(),
        SailReadme.of(plan),
        DiscoveryReadme.of(plan),
        delivery instanceof Delivery.ArgoCd argoCd ? Optional.of(argoCd(argoCd)) : Optional.empty(),
        delivery instanceof Delivery.Flux flux ? Optional.of(flux(flux)) : Optional.empty(),
        hasRemotes(),
        hosted());
  }

  private boolean hasRemotes() {
    return plan.clusters().stream().anyMatch(cluster -> cluster.remoteOf().isPresent());
  }

  private boolean findsIstiodByEndpointSlices() {
    return plan.clusters().stream()
        .filter(cluster -> cluster.sail().isEmpty())
        .flatMap(cluster -> cluster.remoteOf().stream())
        .anyMatch(remote -> remote.pilotAddress().isPresent());
  }

  private Optional<HostView> hosted() {
    return plan.clusters().stream()
        .flatMap(cluster -> cluster.hosting().stream().map(hosting -> host(cluster, hosting)))
        .findFirst();
  }

  private HostView host(ClusterPlan cluster, HostingPlan hosting) {
    return new HostView(
        cluster.name(),
        hosting.configCluster(),
        hosting.host(),
        hosting.credentialName(),
        HostingPlan.GATEWAY,
        plan.mesh().istioNamespace());
  }

  private ClusterRow row(ClusterPlan cluster) {
    return new ClusterRow(
        cluster.name(),
        cluster.cluster().platform().id(),
        cluster.cluster().identity().region().orElse(""),
        cluster.hosting().isPresent() ? "none" : cluster.cluster().network(),
        cluster.cluster().istio().controlPlanes().stream()
            .map(Readme::control)
            .collect(Collectors.joining(", ")),
        role(cluster),
        cluster.eastWest().isEmpty() ? "none" : gateway(cluster),
        !cluster.cluster().state().isSeen()
            ? "no, " + cluster.cluster().state().id()
            : !plan.isDiscovered(cluster)
                ? "needs none"
                : facts.discoverable().contains(cluster.name()) ? "yes" : "not yet");
  }

  private static String control(Revision control) {
    return control.name().isEmpty()
        ? control.version()
        : control.version() + " (" + control.name() + ")";
  }

  private static String role(ClusterPlan cluster) {
    if (cluster.hosting().isPresent()) {
      return "external";
    }
    String config = cluster.isConfigCluster() ? ", its config cluster" : "";
    return cluster
        .remoteOf()
        .map(remote -> "remote of " + String.join(", ", remote.primaries()) + config)
        .orElse("primary");
  }

  private static String gateway(ClusterPlan cluster) {
    String exposure =
        cluster.cluster().eastWest().exposure() == Exposure.INTERNAL ? "internal" : "internet";
    return cluster.cluster().eastWest().address().map(at -> exposure + ", " + at).orElse(exposure);
  }

  /** The clusters whose istiod deploys their gateway. */
  private Optional<String> gatewayApi() {
    List<String> names = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.eastWest().flatMap(GatewayPlan::listeners).isPresent()) {
        names.add(cluster.name());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  private List<CertificateRow> certificates() {
    List<CertificateRow> rows = new ArrayList<>();
    rows.add(row("root", facts.root()));
    for (ClusterPlan cluster : plan.clusters()) {
      facts.intermediate(cluster.name()).ifPresent(found -> rows.add(row(cluster.name(), found)));
    }
    return rows;
  }

  private static CertificateRow row(String name, SecretFacts.Certificate certificate) {
    return new CertificateRow(
        name,
        certificate.notBefore().toString(),
        certificate.notAfter().toString(),
        certificate.sha256());
  }

  private ArgoCdView argoCd(Delivery.ArgoCd delivery) {
    return new ArgoCdView(
        plan.clusters().stream()
            .map(cluster -> cluster.cluster().destination().argoCd())
            .collect(Collectors.joining(", ")),
        delivery.within("argocd/bootstrap/root.yaml"),
        findsIstiodByEndpointSlices());
  }

  private static FluxView flux(Delivery.Flux delivery) {
    return new FluxView(
        delivery.sourceKind() + "/" + delivery.sourceName(),
        delivery.namespace(),
        delivery.decryptionSecret(),
        "./" + delivery.within("flux/CLUSTER"),
        delivery.sourceKind(),
        delivery.sourceName());
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
