package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.FluxControllers;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Mesh;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A cluster from nothing to all layers by the real controllers of Flux, and back. */
public final class FluxForReal implements Scenario {
  private static final String ISTIO = "istio-system";
  private static final Ref CACERTS = Ref.secret(ISTIO, "cacerts");
  private static final Ref ISTIOD = Ref.deployment(ISTIO, "istiod");
  private static final Ref STRICT =
      new Ref("security.istio.io/v1", "PeerAuthentication", ISTIO, "default");
  private static final List<String> LAYERS =
      List.of(
          "mesh",
          "mesh-namespaces",
          "mesh-trust",
          "mesh-releases",
          "mesh-config",
          "mesh-discovery",
          "istio-base",
          "istiod");

  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: retail.example
        istio: {version: 1.31.1, autoscaling: false, charts: "%s"}
        secrets:
          sops:
            age: ["{clusters}"]
            root: {age: ["{root}"]}
        delivery: {flux: {sourceRef: {name: platform}}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {kubernetes: {apiServer: "{east}"}}
      """;

  @Override
  public Set<String> needs() {
    return Set.copyOf(FluxControllers.PROGRAMS);
  }

  @Override
  public Optional<String> obstacle() {
    return Files.exists(Shared.FLUX) ? Optional.empty() : Optional.of("missing: " + Shared.FLUX);
  }

  @Override
  public void run(Lab lab) {
    LiveCluster east = lab.start(new Lab.Site("east", "east")).get(0);
    Mesh mesh = lab.mesh();
    mesh.render(SPEC.formatted(FluxControllers.CHARTS));
    FluxControllers flux = FluxControllers.start(east, mesh, definitions());
    flux.await(LAYERS);
    inOrder(flux.all());
    assertThat(east.client().get(CACERTS).has("sops")).isFalse();
    lab.log("all layers are ready, each after those that it depends on");
    Map<Ref, String> before = versions(east);
    flux.reconcileAll();
    assertThat(versions(east)).isEqualTo(before);
    lab.log("a second reconciliation changes nothing");
    drifts(east, flux);
    lab.log("what was deleted and what was changed is put back");
    east.client()
        .delete(new Ref("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", "mesh"));
    Wait.until(
        "all layers are gone",
        Duration.ofMinutes(2),
        () -> flux.all().isEmpty() && east.client().find(ISTIOD).isEmpty());
    assertThat(east.client().find(CACERTS)).isEmpty();
    assertThat(east.client().find(new Ref("v1", "Namespace", "", ISTIO))).isPresent();
    assertThat(east.client().list("security.istio.io/v1", "PeerAuthentication").path("items"))
        .isEmpty();
    lab.log("without its Kustomization all goes but the namespace and the definitions");
  }

  private static String definitions() {
    try {
      return Files.readString(Shared.FLUX, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void inOrder(Map<String, JsonNode> all) {
    all.forEach(
        (name, object) -> {
          for (JsonNode dependency : object.at("/spec/dependsOn")) {
            JsonNode first = all.get(dependency.path("name").asString());
            assertThat(FluxControllers.readySince(first))
                .as("%s before %s", dependency, name)
                .isLessThanOrEqualTo(FluxControllers.readySince(object));
          }
        });
  }

  private static Map<Ref, String> versions(LiveCluster cluster) {
    Map<Ref, String> versions = new LinkedHashMap<>();
    for (Ref ref : List.of(CACERTS, STRICT)) {
      versions.put(ref, cluster.client().get(ref).at("/metadata/resourceVersion").asString());
    }
    versions.put(ISTIOD, cluster.client().get(ISTIOD).at("/metadata/generation").asString());
    return versions;
  }

  private static void drifts(LiveCluster cluster, FluxControllers flux) {
    int replicas = replicas(cluster);
    cluster.client().delete(STRICT);
    flux.reconcileAll();
    assertThat(cluster.client().find(STRICT)).isPresent();
    cluster.client().scale(ISTIOD, 0);
    flux.reconcile(new Ref("helm.toolkit.fluxcd.io/v2", "HelmRelease", ISTIO, "istiod"));
    Wait.until(
        "istiod has its replicas", Duration.ofSeconds(30), () -> replicas(cluster) == replicas);
  }

  private static int replicas(LiveCluster cluster) {
    return cluster.client().get(ISTIOD).at("/spec/replicas").asInt();
  }
}
