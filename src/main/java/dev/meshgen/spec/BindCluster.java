package dev.meshgen.spec;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.ApiServer;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ClusterState;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.DataPlane;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWestPorts;
import dev.meshgen.model.Install;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.model.Kubernetes;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.model.Origins;
import dev.meshgen.model.PlatformName;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.model.Revisions;
import dev.meshgen.yaml.YamlMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Binds a Cluster whose layers have been merged. */
final class BindCluster {
  private static final String ANNOTATIONS = "annotations";
  private static final String CERTIFICATE = "certificate";

  private final String clusterDomain;
  private final BindRecipients recipients;
  private final BindDelivery delivery;
  private final CaFiles authorities;

  BindCluster(
      String clusterDomain, BindRecipients recipients, BindDelivery delivery, CaFiles authorities) {
    this.authorities = authorities;
    this.clusterDomain = clusterDomain;
    this.recipients = recipients;
    this.delivery = delivery;
  }

  Cluster bind(String name, Map<String, String> labels, YamlMap resolved, Span document) {
    TypedFields spec = new TypedFields(resolved);
    return new Cluster(
        new Cluster.Identity(
            name,
            spec.text("clusterID").orElseThrow(),
            new TreeMap<>(labels),
            PlatformName.valueOf(spec.text("platform").orElseThrow().toUpperCase(Locale.ROOT)),
            spec.text("region")),
        ClusterState.valueOf(spec.text("state").orElseThrow().toUpperCase(Locale.ROOT)),
        new Cluster.Addressing(
            spec.text("network").orElseThrow(), spec.list("podCIDRs"), spec.list("serviceCIDRs")),
        controlPlane(spec.in("controlPlane")),
        istio(spec.in("istio"), spec.in("values").map()),
        kubernetes(
            spec.in("kubernetes"), spec.in(BindDiscovery.DISCOVERY).in(BindDiscovery.CREDENTIAL)),
        eastWest(spec.in("eastWest")),
        receiver(spec.in("secrets"), resolved),
        new Origins(resolved, document));
  }

  private Cluster.Receiver receiver(TypedFields secrets, YamlMap resolved) {
    TypedFields controller = secrets.in(BindSecrets.SEALED_SECRETS);
    return new Cluster.Receiver(
        delivery.of(resolved),
        recipients.list(secrets.in("sops")),
        controller.has(CERTIFICATE)
            ? Optional.of(certificate(controller.located(CERTIFICATE)))
            : Optional.empty());
  }

  private static Located<Path> certificate(Located<String> file) {
    return new Located<>(BindRecipients.besideSpec(file), file.at());
  }

  private static ControlPlane controlPlane(TypedFields controlPlane) {
    return new ControlPlane(
        ControlPlane.Role.valueOf(controlPlane.text("role").orElseThrow().toUpperCase(Locale.ROOT)),
        controlPlane.list("primaries"),
        new ControlPlane.Hosting(
            controlPlane.text("configCluster"),
            controlPlane.text("host"),
            controlPlane.text("credentialName")));
  }

  private static IstioSettings istio(TypedFields istio, YamlMap values) {
    return new IstioSettings(
        istio.text("version").orElse(""),
        revisions(istio),
        scaling(istio),
        workloads(istio),
        Install.valueOf(istio.text("install").orElseThrow().toUpperCase(Locale.ROOT)),
        new IstioSettings.Images(istio.text("hub").orElseThrow(), istio.list("imagePullSecrets")),
        new IstioSettings.Charts(
            istio.text("charts").orElseThrow(),
            istio.text("chartsSecret"),
            istio.text("chartsCertSecret")),
        namespaceMetadata(istio.in("namespaceMetadata")),
        values(values));
  }

  private static IstioSettings.Workloads workloads(TypedFields istio) {
    return new IstioSettings.Workloads(
        DataPlane.valueOf(istio.text("dataPlane").orElseThrow().toUpperCase(Locale.ROOT)),
        istio.flag("cni"),
        istio.flag("dnsCapture").orElseThrow());
  }

  private static IstioSettings.Scaling scaling(TypedFields istio) {
    TypedFields replicas = istio.in("replicas");
    return new IstioSettings.Scaling(
        istio.flag("autoscaling").orElseThrow(),
        replicas.number("min").orElseThrow(),
        replicas.number("max").orElseThrow());
  }

  private static IstioSettings.NamespaceMetadata namespaceMetadata(TypedFields metadata) {
    return new IstioSettings.NamespaceMetadata(
        new TreeMap<>(TypedFields.strings(metadata.in("labels").map())),
        new TreeMap<>(TypedFields.strings(metadata.in(ANNOTATIONS).map())));
  }

  private static Revisions revisions(TypedFields istio) {
    TypedFields canary = istio.in("canary");
    return new Revisions(
        istio.text("revision"),
        canary.map().entries().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Revisions.Canary(
                    canary.text("version").orElse(""), canary.text("revision").orElse(""))),
        new TreeMap<>(TypedFields.strings(istio.in("tags").map())));
  }

  private static ReaderToken reader(TypedFields credential) {
    return new ReaderToken(
        ReaderToken.Mode.of(credential.text(BindDiscovery.MODE).orElseThrow()),
        credential.number("generation").orElseThrow(),
        credential.number("keepGeneration"),
        credential.text(BindDiscovery.READER_RBAC).orElseThrow().equals("minimal")
            ? ReaderToken.Rights.MINIMAL
            : ReaderToken.Rights.CHART);
  }

  private Optional<String> authority(TypedFields kubernetes) {
    return kubernetes
        .text("caData")
        .or(
            () ->
                kubernetes.has("caFile")
                    ? authorities.data(kubernetes.located("caFile"))
                    : Optional.empty());
  }

  private Kubernetes kubernetes(TypedFields kubernetes, TypedFields credential) {
    return new Kubernetes(
        kubernetes.text("version"),
        new ApiServer(
            kubernetes.text("apiServer"),
            kubernetes.text("tlsServerName"),
            kubernetes.text("proxyURL"),
            authority(kubernetes),
            kubernetes.text("ca").orElseThrow().equals("public")),
        reader(credential),
        new BindIssuer(credential.in(BindDiscovery.ISSUER)).mounts(),
        kubernetes.text("gatewayAPI"),
        kubernetes.flag("autopilot").orElseThrow());
  }

  private EastWest eastWest(TypedFields eastWest) {
    List<Located<String>> hosts = eastWest.list("hosts");
    return new EastWest(
        eastWest.flag("enabled"),
        placement(eastWest),
        eastWest.text("api").orElseThrow().equals("helm")
            ? EastWest.Api.HELM
            : EastWest.Api.GATEWAY_API,
        EastWest.Exposure.valueOf(eastWest.text("exposure").orElseThrow().toUpperCase(Locale.ROOT)),
        eastWest.list("sourceRanges"),
        hosts.isEmpty() ? List.of(new Located<>(everyHost(), SettingsLayer.BUILT_IN)) : hosts,
        new EastWest.Addresses(
            eastWest.text("address"),
            new TreeMap<>(TypedFields.strings(eastWest.in("addressFor").map()))),
        loadBalancer(eastWest.in("loadBalancer")),
        ports(eastWest.in("ports")));
  }

  private static EastWest.Placement placement(TypedFields eastWest) {
    return new EastWest.Placement(
        eastWest.text("name"),
        eastWest.text("namespace"),
        new TreeMap<>(TypedFields.strings(eastWest.in("selector").map())));
  }

  private static EastWestPorts ports(TypedFields ports) {
    return new EastWestPorts(
        ports.port("tls"), ports.port("istiod"), ports.port("webhook"), ports.port("status"));
  }

  private static LoadBalancer loadBalancer(TypedFields balancer) {
    SortedMap<String, List<Located<String>>> fields = new TreeMap<>();
    for (String field : balancer.map().entries().keySet()) {
      if (!field.equals(ANNOTATIONS)) {
        fields.put(field, balancer.values(field));
      }
    }
    return new LoadBalancer(
        fields, new TreeMap<>(TypedFields.strings(balancer.in(ANNOTATIONS).map())));
  }

  /**
   * Every service of the mesh: istiod's own samples write the last label of {@code cluster.local}.
   */
  private String everyHost() {
    return clusterDomain.endsWith(".local") ? "*.local" : "*." + clusterDomain;
  }

  private static Map<String, YamlMap> values(YamlMap values) {
    Map<String, YamlMap> byRelease = new TreeMap<>();
    values.entries().forEach((release, entry) -> byRelease.put(release, (YamlMap) entry.value()));
    return byRelease;
  }
}
