package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.FluxControllers;
import dev.meshgen.live.FluxSources;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
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

/**
 * Two clusters from nothing to a mesh by the real controllers of Flux, the second without its key
 * at first, and back to one.
 */
public final class FluxForReal implements Scenario {
  private static final String ISTIO = "istio-system";
  private static final Ref CACERTS = Ref.secret(ISTIO, "cacerts");
  private static final Ref ISTIOD = Ref.deployment(ISTIO, "istiod");
  private static final Ref STRICT =
      new Ref("security.istio.io/v1", "PeerAuthentication", ISTIO, "default");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> LAYERS =
      List.of(
          "mesh",
          "mesh-namespaces",
          "mesh-trust",
          "mesh-releases",
          "mesh-access",
          "mesh-config",
          "mesh-discovery",
          "istio-base",
          "istiod",
          "istio-eastwestgateway");

  private static final MeshSpec EAST =
      MeshSpec.newest()
          .istio(
              "version: 1.31.1, autoscaling: false, charts: \"%s\"".formatted(FluxSources.CHARTS))
          .flux()
          .apartAs("east");

  private Lab lab;
  private LiveMesh mesh;
  private FluxSources sources;
  private LiveCluster east;
  private LiveCluster west;
  private FluxControllers here;
  private FluxControllers there;

  @Override
  public String shows() {
    return "Flux' own controllers in two clusters: Ready in order, one without its key "
        + "hurts no other, requests between them, no change at a second reconciliation, "
        + "drift put back; of a detached and a removed cluster goes what `render` said";
  }

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
    this.lab = lab;
    var clusters = lab.start("east", "west");
    east = clusters.get(0);
    west = clusters.get(1);
    mesh = lab.mesh();
    mesh.render(EAST.apartAs("west"));
    sources = FluxSources.start(mesh);
    String definitions = definitions();
    there = FluxControllers.start(west, sources, definitions);
    here = FluxControllers.start(east, sources, definitions);
    getReady();
    formAMesh();
    changeNothing();
    putBack();
    isDetached();
    isRemoved();
  }

  private void getReady() {
    here.giveKey(mesh);
    here.await(LAYERS);
    inOrder(here.all());
    assertThat(east.client().get(CACERTS).has("sops")).isFalse();
    lab.log("all layers are ready, each after those that it depends on");
    assertThat(there.why("mesh-trust")).contains("sops-age");
    assertThat(west.client().find(CACERTS)).isEmpty();
    assertThat(west.client().find(ISTIOD)).isEmpty();
    lab.log("the other cluster has no key, waits, and says so: " + there.why("mesh-trust"));
    there.giveKey(mesh);
    there.reconcile(kustomization("mesh-trust"));
    there.await(LAYERS);
    lab.log("with its key it is ready as well");
  }

  private void formAMesh() {
    App client = App.deploy(east, "shop", "client", 1);
    App only = App.deploy(west, "shop", "only", 1);
    mesh.addCredentials(east, west);
    push();
    App.awaitAll(client, only);
    Traffic.allReach(client, only);
    Traffic.refuses(west, Traffic.gateway(west), client, only);
    lab.log("either reaches what only the other has, and refuses who is not of the mesh");
  }

  private void push() {
    sources.push(here, there);
    here.await(LAYERS);
    there.await(LAYERS);
  }

  private void changeNothing() {
    Map<Ref, String> before = versions(east);
    here.reconcileAll();
    assertThat(versions(east)).isEqualTo(before);
    lab.log("a second reconciliation changes nothing");
  }

  private void putBack() {
    int replicas = replicas(east);
    east.client().delete(STRICT);
    here.reconcileAll();
    assertThat(east.client().find(STRICT)).isPresent();
    east.client().scale(ISTIOD, 0);
    here.reconcile(new Ref("helm.toolkit.fluxcd.io/v2", "HelmRelease", ISTIO, "istiod"));
    Wait.until("istiod has its replicas", Duration.ofSeconds(30), () -> replicas(east) == replicas);
    lab.log("what was deleted and what was changed is put back");
  }

  private void isDetached() {
    PrunedByFlux pruning = PrunedByFlux.before(mesh, Map.of("east", here, "west", there));
    String said = mesh.render(EAST.cluster("west", "network: net-west, state: detached"));
    sources.push(here, there);
    pruning.await(said, PATIENCE);
    lab.log("of a detached cluster goes what render said, and nothing else");
  }

  private void isRemoved() {
    PrunedByFlux pruning = PrunedByFlux.before(mesh, Map.of("east", here, "west", there));
    String said = mesh.render(EAST);
    assertThat(said)
        .contains("west: its Flux no longer finds its path")
        .contains("removes all but the namespace and the definitions of Istio");
    sources.push(here, there);
    pruning.await(said, PATIENCE);
    Wait.until("it says so", PATIENCE, () -> there.why("mesh").contains("rendered/flux/west"));
    lab.log("of a removed one nothing is removed by itself: " + there.why("mesh"));
    west.client().delete(kustomization("mesh"));
    Wait.untilAsserted(
        PATIENCE,
        () ->
            assertThat(there.applied().keySet())
                .extracting(Ref::kind)
                .containsOnly("Namespace", "CustomResourceDefinition"));
    assertThat(west.client().find(CACERTS)).isEmpty();
    assertThat(west.client().find(ISTIOD)).isEmpty();
    assertThat(west.client().find(new Ref("v1", "Namespace", "", ISTIO))).isPresent();
    assertThat(west.client().list("security.istio.io/v1", "PeerAuthentication").path("items"))
        .isEmpty();
    lab.log("without its Kustomization all goes but the namespace and the definitions");
  }

  private static Ref kustomization(String name) {
    return new Ref("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", name);
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

  private static int replicas(LiveCluster cluster) {
    return cluster.client().get(ISTIOD).at("/spec/replicas").asInt();
  }
}
