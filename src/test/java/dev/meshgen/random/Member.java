package dev.meshgen.random;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A cluster, as its files and nothing else describe it. */
final class Member {
  private static final String GATEWAY_PORT =
      "/spec/infrastructure/labels/networking.istio.io~1gatewayPort";

  private final Rendering rendering;
  private final Cluster cluster;

  Member(Rendering rendering, Cluster cluster) {
    this.rendering = rendering;
    this.cluster = cluster;
  }

  String name() {
    return cluster.name();
  }

  /** The network that istiod and the injected proxies read from the namespace. */
  String network() {
    return namespace().text("/metadata/labels/topology.istio.io~1network");
  }

  /** The names by which the istiods go that may control it; none for one that uses its own. */
  List<String> leaders() {
    return namespace()
        .find("/metadata/annotations/topology.istio.io~1controlPlaneClusters")
        .map(leaders -> Arrays.asList(leaders.split(",")))
        .orElse(List.of());
  }

  private Manifest namespace() {
    return rendering.manifest("clusters/" + name() + "/namespaces/namespace.yaml");
  }

  /** Whether it runs an istiod for a mesh that it is not a part of. */
  boolean isHost() {
    return rendering.releases(cluster).contains("istiodgateway");
  }

  /** Whether it uses an istiod of another cluster. */
  boolean isRemote() {
    return istiod().path("profile").asString("").equals("remote");
  }

  JsonNode istiod() {
    return rendering.values(cluster, "istiod");
  }

  /** The istiod that serves whatever asks for no other, a gateway among that. */
  String standing() {
    return cluster.istio().defaultControlPlane().of("istiod");
  }

  boolean hasGateway() {
    return hasChartGateway() || !gatewayObjects().isEmpty();
  }

  /** Whether its gateway is a release of the gateway chart. */
  boolean hasChartGateway() {
    return rendering.releases(cluster).contains("eastwestgateway");
  }

  /** Its gateways that istiod deploys. */
  List<Manifest> gatewayObjects() {
    return objects("eastwest", "Gateway");
  }

  boolean isConnected() {
    return cluster.state().isConnected();
  }

  boolean isAmbient() {
    return rendering.releases(cluster).contains("ztunnel");
  }

  /** Whether the two are in one group, or no cluster is in any. */
  boolean sharesGroupWith(Member other) {
    if (rendering.mesh().discovery().mode() != Discovery.Mode.GROUPS) {
      return true;
    }
    return cluster.labels().keySet().stream().anyMatch(other.cluster.labels()::containsKey);
  }

  JsonNode gateway() {
    return rendering.values(cluster, "eastwestgateway");
  }

  /** Its Istio objects of a kind. */
  List<Manifest> config(String kind) {
    return objects("config", kind);
  }

  private List<Manifest> objects(String layer, String kind) {
    List<Manifest> found = new ArrayList<>();
    for (String path : rendering.files().keySet()) {
      if (path.startsWith("clusters/" + name() + "/" + layer + "/")
          && !path.endsWith("kustomization.yaml")) {
        rendering.manifests(path).stream()
            .filter(manifest -> manifest.kind().equals(kind))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** The ports of its gateways that an Istio Gateway here opens with this TLS mode. */
  Set<Integer> opened(String mode) {
    Set<Integer> ports = new TreeSet<>();
    for (Manifest gateway : config("Gateway")) {
      gateway.list("/spec/servers").stream()
          .filter(server -> server.at("/tls/mode").asString("").equals(mode))
          .forEach(server -> ports.add(server.at("/port/number").asInt()));
    }
    return ports;
  }

  /** The ports on which the gateways that istiod deploys listen. */
  Set<Integer> listened() {
    Set<Integer> ports = new TreeSet<>();
    for (Manifest gateway : gatewayObjects()) {
      gateway.list("/spec/listeners").forEach(each -> ports.add(each.path("port").asInt()));
    }
    return ports;
  }

  /**
   * Whether such a gateway listens on the port that its labels tell other networks, or the usual.
   */
  boolean listensWhereOthersLook(int usual) {
    return gatewayObjects().stream()
        .flatMap(gateway -> gateway.find(GATEWAY_PORT).stream())
        .map(Integer::valueOf)
        .findFirst()
        .or(() -> Optional.of(usual))
        .filter(listened()::contains)
        .isPresent();
  }

  /** The cluster IDs in the remote secrets that this cluster's engine applies. */
  Set<String> discovers() {
    return discoveryFolder().map(this::clusterIds).orElse(new TreeSet<>());
  }

  private Optional<String> discoveryFolder() {
    String file = (rendering.argo() ? "argocd/clusters/" : "flux/") + name() + "/discovery.yaml";
    if (!rendering.files().containsKey(file)) {
      return Optional.empty();
    }
    Manifest step = rendering.manifest(file);
    String path = step.find("/spec/source/path").orElseGet(() -> step.text("/spec/path"));
    return Optional.of(path.substring(path.indexOf("rendered/") + "rendered/".length()) + "/");
  }

  private Set<String> clusterIds(String folder) {
    Manifest base = rendering.manifest(folder + "kustomization.yaml");
    List<String> files = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (String resource : base.texts("/resources")) {
      if (resource.endsWith(".yaml")) {
        files.add(resource);
      } else {
        Path inner = Path.of(folder).resolve(resource).normalize();
        ids.addAll(clusterIds(inner.toString() + "/"));
      }
    }
    for (String generator : base.texts("/generators")) {
      files.addAll(rendering.manifest(folder + generator).texts("/files"));
    }
    for (String file : files) {
      Manifest secret = rendering.manifest(folder + file.replace("./", ""));
      secret.at("/stringData").propertyNames().forEach(ids::add);
    }
    return ids;
  }

  /** What the engine applies, each with what has to be there before it. */
  Order order() {
    return rendering.argo()
        ? Order.ofWaves(rendering, name())
        : Order.ofDependencies(rendering, name());
  }

  @Override
  public String toString() {
    return rendering + "/" + name();
  }
}
