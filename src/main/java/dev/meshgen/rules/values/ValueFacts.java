package dev.meshgen.rules.values;

import dev.meshgen.istio.GatewayPort;
import dev.meshgen.istio.MeshFacts;
import dev.meshgen.istio.MeshFacts.LabelledNamespace;
import dev.meshgen.istio.OwnedValue;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.model.Revision;
import dev.meshgen.platform.GatewayHealth;
import dev.meshgen.platform.GatewayService;
import dev.meshgen.platform.Platform;
import dev.meshgen.platform.Platforms;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DataPlanes;
import dev.meshgen.topology.GatewayPlacement;
import dev.meshgen.topology.Gateways;
import dev.meshgen.topology.IstioNamespace;
import dev.meshgen.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts that raw values of a control plane are compared with, by the names in templates. */
final class ValueFacts {
  private static final String AMBIENT = "ambient";
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final Topology topology;
  private final Mesh mesh;

  ValueFacts(Topology topology) {
    this.topology = topology;
    this.mesh = topology.mesh();
  }

  MeshFacts of(Cluster cluster, Revision control) {
    Map<String, String> words = new HashMap<>();
    words.put("mesh", mesh.name());
    words.put("trustDomain", mesh.trustDomain());
    words.put("namespace", mesh.istioNamespace());
    words.put(
        "caServer", String.valueOf(!mesh.trust().authority().settings().isWritten("caAddress")));
    String signer =
        mesh.trust().authority().settings().root().get("signer").map(OwnedValue::text).orElse("");
    words.put("signer", signer);
    words.put("externalAuthority", signer.isEmpty() ? "" : "ISTIOD_RA_KUBERNETES_API");
    words.put("clusterDomain", mesh.clusterDomain());
    words.put("revision", control.name());
    words.put("revisionId", control.id());
    words.put("hub", cluster.istio().images().hub());
    words.put(
        "readerRBAC",
        String.valueOf(cluster.kubernetes().reader().rights() == ReaderToken.Rights.CHART));
    words.put("dnsCapture", String.valueOf(cluster.istio().dnsCapture()));
    configured(cluster)
        .ifPresent(
            where -> {
              words.put("cluster", where.id());
              words.put("network", where.network());
            });
    nodes(cluster, words);
    gateways(cluster, words);
    controlPlane(cluster, control, words);
    return new MeshFacts(words, namespaces(cluster));
  }

  /** The cluster whose name an istiod uses: its own, or the config cluster of an external one. */
  private Optional<Cluster> configured(Cluster cluster) {
    return ControlPlanes.isExternal(cluster)
        ? cluster.controlPlane().hosting().configCluster().flatMap(topology::find)
        : Optional.of(cluster);
  }

  private void nodes(Cluster cluster, Map<String, String> words) {
    Platform platform = Platforms.of(cluster);
    boolean cni = DataPlanes.runsCni(cluster);
    words.put("platform", platform.chartPlatform().orElse(""));
    words.put("nodePlatform", platform.nodePlatform().orElse(""));
    words.put("cni", String.valueOf(cni));
    words.put(AMBIENT, String.valueOf(cluster.isAmbient()));
    words.put("nodeProfile", cluster.isAmbient() ? AMBIENT : "");
    words.put("multiNetwork", String.valueOf(topology.dataPlanes().speaksHbone(cluster)));
  }

  private void gateways(Cluster cluster, Map<String, String> words) {
    Optional<Gateways.Kind> kind = topology.gateways().kind(cluster);
    words.put("gateway", String.valueOf(kind.isPresent()));
    GatewayPlacement placement = topology.gateways().placement(cluster);
    words.put("gatewayElsewhere", String.valueOf(gatewayIsElsewhere(cluster)));
    boolean announced = !cluster.eastWest().addresses().arePerNetwork();
    words.put("gatewayNetwork", announced ? cluster.network() : "");
    words.put("gatewayNamespace", placement.namespace());
    words.put("gatewayName", placement.name());
    words.put("gatewayLabel", placement.selector().get(EastWest.Placement.LABEL));
    service(cluster, words);
    ports(cluster, words);
    boolean objects = kind.filter(it -> it != Gateways.Kind.CHART).isPresent();
    words.put("gatewayApi", String.valueOf(objects));
    words.put("gatewayObjects", String.valueOf(topology.gatewayApi().areIn(cluster)));
  }

  /** What the Service of its gateway requests; the health of a gateway decides none of it. */
  private static void service(Cluster cluster, Map<String, String> words) {
    GatewayHealth health = new GatewayHealth("", 0, 0, List.of());
    GatewayService service = Platforms.loadBalancers(cluster).service(cluster.eastWest(), health);
    service
        .annotations()
        .forEach((name, value) -> words.put("service.annotations." + escaped(name), value));
    words.put("loadBalancerClass", service.loadBalancerClass().orElse(""));
    service.loadBalancerIp().ifPresent(address -> words.put("loadBalancerIP", address));
    List<String> ranges = cluster.eastWest().sourceRanges().stream().map(Located::value).toList();
    words.put("sourceRanges", ranges.isEmpty() ? OwnedValue.NO_ITEMS : String.join(",", ranges));
  }

  /** The chart has those of a network gateway itself, where remotes reach an istiod through it. */
  private void ports(Cluster cluster, Map<String, String> words) {
    boolean istiod = topology.gateways().exposesIstiod(cluster);
    words.put("networkGateway", istiod ? cluster.network() : "");
    if (!istiod) {
      words.put(
          "servicePorts", port(GatewayPort.STATUS, cluster) + "," + port(GatewayPort.TLS, cluster));
    }
  }

  private static String port(GatewayPort port, Cluster cluster) {
    return "{name=%s,port=%d,protocol=TCP,targetPort=%d}"
        .formatted(port.inChart(), port.in(cluster.eastWest().ports()).value(), port.number());
  }

  private static String escaped(String key) {
    return key.replace(".", "\\.");
  }

  private void controlPlane(Cluster cluster, Revision control, Map<String, String> words) {
    boolean external = ControlPlanes.isExternal(cluster);
    boolean remote = ControlPlanes.isRemote(cluster);
    words.put(
        "servesRemotes", String.valueOf(external || topology.gateways().exposesIstiod(cluster)));
    words.put("profile", remote ? "remote" : words.get("nodeProfile"));
    if (!external && !remote) {
      words.put(
          "discoveryAddress",
          ControlPlanes.service(control, mesh.istioNamespace())
              + ":"
              + GatewayPort.ISTIOD.number());
    }
  }

  /** An istiod applies its selectors in every cluster that it discovers, and in its own. */
  private List<LabelledNamespace> namespaces(Cluster reader) {
    SortedMap<String, Cluster> read = new TreeMap<>();
    configured(reader).ifPresent(own -> read.put(own.name(), own));
    topology.discovery().discovered(reader).forEach(it -> read.put(it.name(), it));
    List<LabelledNamespace> namespaces = new ArrayList<>();
    for (Cluster cluster : read.values()) {
      namespaces.add(
          namespace(cluster, mesh.istioNamespace(), IstioNamespace.labels(cluster, mesh)));
      if (gatewayIsElsewhere(cluster)) {
        String name = topology.gateways().placement(cluster).namespace();
        namespaces.add(namespace(cluster, name, Map.of()));
      }
    }
    return namespaces;
  }

  private boolean gatewayIsElsewhere(Cluster cluster) {
    return topology.gateways().runs(cluster)
        && !topology.gateways().placement(cluster).namespace().equals(mesh.istioNamespace());
  }

  /** With the labels that meshgen or Kubernetes itself sets. */
  private static LabelledNamespace namespace(
      Cluster cluster, String name, Map<String, String> own) {
    Map<String, String> labels = new TreeMap<>(own);
    labels.put(NAME_LABEL, name);
    return new LabelledNamespace(cluster.name(), name, labels);
  }
}
