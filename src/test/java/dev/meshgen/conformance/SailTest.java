package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.SailOperator;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.PlatformName;
import dev.meshgen.model.Revision;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.MountedSecret;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Shared;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import dev.meshgen.topology.DataPlanes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The resources of the Sail Operator, and what waits for them. */
@ExtendWith(Renderings.class)
class SailTest {

  static List<Variant> variants() {
    return Variants.all().stream().filter(variant -> variant.name().startsWith("sail")).toList();
  }

  private static List<Cluster> operated(Rendering rendering) {
    return rendering.clusters().stream()
        .filter(cluster -> cluster.istio().install() == Install.SAIL)
        .toList();
  }

  private static Manifest istio(Rendering rendering, Cluster cluster) {
    return rendering.manifest("clusters/" + cluster.name() + "/istiod/istio.yaml");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theResourceHasTheVersionTheNamespaceAndTheRole(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    assertThat(operated(rendering)).isNotEmpty();
    for (Cluster cluster : operated(rendering)) {
      Manifest istio = istio(rendering, cluster);
      assertThat(istio.kind()).isEqualTo("Istio");
      // The name is the revision.
      assertThat(istio.at("/spec/values").has("revision")).isFalse();
      assertThat(istio.name()).isEqualTo("default");
      assertThat(istio.text("/spec/version")).isEqualTo("v" + cluster.istio().version());
      assertThat(istio.text("/spec/namespace")).isEqualTo(rendering.mesh().istioNamespace());
      assertThat(istio.text("/spec/updateStrategy/type")).isEqualTo("InPlace");
      assertThat(istio.find("/spec/profile").orElse("none"))
          .isEqualTo(
              cluster.controlPlane().isRemote()
                  ? "remote"
                  : cluster.isAmbient() ? "ambient" : "none");
      assertThat(istio.find("/spec/values/global/platform").orElse("none"))
          .isEqualTo(cluster.platform() == PlatformName.OPENSHIFT ? "openshift" : "none");
      assertThat(istio.at("/spec/values").has("profile")).isFalse();
      assertThat(istio.text("/spec/values/global/multiCluster/clusterName"))
          .isEqualTo(cluster.name());
      assertThat(istio.text("/spec/values/global/network")).isEqualTo(cluster.network());
    }
  }

  /** Values without the label that keeps the istiods of one revision apart. */
  private static JsonNode ofAnyRevision(Manifest istio) {
    JsonNode values = istio.at("/spec/values").deepCopy();
    for (JsonNode spread : values.path("pilot").path("topologySpreadConstraints")) {
      ((ObjectNode) spread.at("/labelSelector/matchLabels")).remove("istio.io/rev");
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aCanaryIsASecondResourceOfTheNameOfItsRevision(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      String folder = "clusters/" + cluster.name() + "/istiod/";
      List<String> files = new ArrayList<>(List.of("istio.yaml"));
      for (Revision canary : cluster.istio().controlPlanes()) {
        if (!canary.name().isEmpty()) {
          files.add("istio-" + canary.name() + ".yaml");
          Manifest istio = rendering.manifest(folder + "istio-" + canary.name() + ".yaml");
          assertThat(istio.name()).isEqualTo(canary.name());
          assertThat(istio.text("/spec/version")).isEqualTo("v" + canary.version());
          assertThat(ofAnyRevision(istio)).isEqualTo(ofAnyRevision(istio(rendering, cluster)));
          assertThat(istio.find("/spec/profile"))
              .isEqualTo(istio(rendering, cluster).find("/spec/profile"));
        }
      }
      assertThat(rendering.yaml(folder + "kustomization.yaml").path("resources"))
          .extracting(file -> file.asString())
          .containsExactlyElementsOf(files);
      cluster
          .istio()
          .revisions()
          .tags()
          .forEach(
              (tag, revision) ->
                  assertThat(
                          rendering
                              .manifest(
                                  "clusters/"
                                      + cluster.name()
                                      + "/config/revision-tag-"
                                      + tag
                                      + ".yaml")
                              .text("/webhooks/0/clientConfig/service/name"))
                      .isEqualTo(revision.equals("default") ? "istiod" : "istiod-" + revision));
    }
  }

  @Tag("conformance")
  @Tag("upstream-data")
  @ParameterizedTest
  @MethodSource("variants")
  void theOperatorTakesEveryVersionItIsKnownFor(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    CustomResources server = new CustomResources(Shared.SAIL);
    for (Cluster cluster : operated(rendering)) {
      IstioVersion version = IstioVersion.parse(cluster.istio().version()).orElseThrow();
      OptionalInt newest = SailOperator.builtIn().newestPatch(version.line());
      boolean known = newest.isPresent() && version.patch() <= newest.getAsInt();
      assertThat(rendering.manifests())
          .filteredOn(object -> object.group().equals("sailoperator.io"))
          .filteredOn(object -> object.file().startsWith("clusters/" + cluster.name() + "/"))
          .isNotEmpty()
          .allSatisfy(object -> assertThat(server.problems(object).isEmpty()).isEqualTo(known));
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aPrimaryStillFailsClosedWithoutItsCa(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      List<String> volumes =
          MountedSecret.required(istio(rendering, cluster).at("/spec/values/pilot/volumes"))
              .stream()
              .map(MountedSecret::name)
              .toList();
      assertThat(volumes)
          .isEqualTo(cluster.controlPlane().isRemote() ? List.of() : List.of("cacerts"));
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void nothingOfTheOperatorsIsLeftToHelm(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      assertThat(rendering.files().keySet())
          .noneMatch(
              path ->
                  path.matches(
                      "clusters/" + cluster.name() + "/values/(base|istiod|cni|ztunnel).*"))
          .noneMatch(path -> path.matches("argocd/clusters/" + cluster.name() + "/base.yaml"));
      assertThat(istio(rendering, cluster).list("/spec/values/global/imagePullSecrets"))
          .extracting(secret -> secret.asString())
          .isEqualTo(cluster.istio().images().pullSecretNames());
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aNodeAgentIsAResourceWithItsPlatformAndItsSecrets(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      String folder = "clusters/" + cluster.name() + "/";
      assertThat(rendering.files().containsKey(folder + "cni/istio-cni.yaml"))
          .isEqualTo(DataPlanes.runsCni(cluster));
      assertThat(rendering.files().containsKey(folder + "ztunnel/ztunnel.yaml"))
          .isEqualTo(cluster.isAmbient());
      if (DataPlanes.runsCni(cluster)) {
        Manifest cni = rendering.manifest(folder + "cni/istio-cni.yaml");
        isTheOne("IstioCNI", cni, cluster, rendering);
        assertThat(cni.find("/spec/profile").orElse("none"))
            .isEqualTo(cluster.isAmbient() ? "ambient" : "none");
        assertThat(cni.list("/spec/values/global/imagePullSecrets")).hasSize(secrets(cluster));
      }
      if (cluster.isAmbient()) {
        Manifest ztunnel = rendering.manifest(folder + "ztunnel/ztunnel.yaml");
        isTheOne("ZTunnel", ztunnel, cluster, rendering);
        assertThat(ztunnel.at("/spec").has("profile")).isFalse();
        assertThat(ztunnel.text("/spec/values/ztunnel/network")).isEqualTo(cluster.network());
        assertThat(ztunnel.text("/spec/values/ztunnel/multiCluster/clusterName"))
            .isEqualTo(cluster.name());
        assertThat(ztunnel.text("/spec/values/ztunnel/istioNamespace"))
            .isEqualTo(rendering.mesh().istioNamespace());
        assertThat(ztunnel.list("/spec/values/ztunnel/imagePullSecrets")).hasSize(secrets(cluster));
      }
    }
  }

  private static int secrets(Cluster cluster) {
    return cluster.istio().images().pullSecrets().size();
  }

  private static void isTheOne(String kind, Manifest agent, Cluster cluster, Rendering rendering) {
    assertThat(agent.kind()).isEqualTo(kind);
    assertThat(agent.apiVersion()).isEqualTo("sailoperator.io/v1");
    // The definitions refuse any other name.
    assertThat(agent.name()).isEqualTo("default");
    assertThat(agent.text("/spec/version")).isEqualTo("v" + cluster.istio().version());
    boolean openShift = cluster.platform() == PlatformName.OPENSHIFT;
    assertThat(agent.text("/spec/namespace"))
        .isEqualTo(openShift ? "kube-system" : rendering.mesh().istioNamespace());
    boolean told =
        List.of(PlatformName.OPENSHIFT, PlatformName.GKE, PlatformName.K3S)
            .contains(cluster.platform());
    assertThat(agent.find("/spec/values/global/platform").orElse("none"))
        .isEqualTo(told ? cluster.platform().id() : "none");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void nodeAgentsFollowIstiodAndZtunnelThePlugin(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      List<String> order = new ArrayList<>(List.of("istiod"));
      if (DataPlanes.runsCni(cluster)) {
        order.add("cni");
      }
      if (cluster.isAmbient()) {
        order.add("ztunnel");
      }
      for (int i = 1; i < order.size(); i++) {
        String layer = order.get(i);
        if (rendering.argo()) {
          assertThat(wave(rendering, cluster, layer))
              .isGreaterThan(wave(rendering, cluster, order.get(i - 1)));
          assertThat(
                  rendering
                      .manifest("argocd/clusters/" + cluster.name() + "/" + layer + ".yaml")
                      .texts("/spec/syncPolicy/syncOptions"))
              .contains("SkipDryRunOnMissingResource=true");
        } else {
          Manifest flux = rendering.manifest("flux/" + cluster.name() + "/" + layer + ".yaml");
          assertThat(flux.text("/spec/dependsOn/0/name")).isEqualTo("mesh-" + order.get(i - 1));
          assertThat(flux.text("/spec/healthCheckExprs/0/kind"))
              .isEqualTo(layer.equals("cni") ? "IstioCNI" : "ZTunnel");
          assertThat(flux.text("/spec/healthCheckExprs/0/current")).contains("'Ready'");
        }
      }
      String releases = "flux/" + cluster.name() + "/releases.yaml";
      if (rendering.files().containsKey(releases)) {
        assertThat(rendering.manifest(releases).text("/spec/dependsOn/0/name"))
            .isEqualTo("mesh-" + order.get(order.size() - 1));
      }
    }
  }

  /** Its account comes with the operator's charts, and a token without one is deleted. */
  @ParameterizedTest
  @MethodSource("variants")
  void theReadersTokenWaitsForItsAccount(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      if (rendering.argo()) {
        assertThat(wave(rendering, cluster, "access"))
            .isGreaterThan(wave(rendering, cluster, "istiod"));
      } else {
        String folder = "flux/" + cluster.name() + "/";
        assertThat(rendering.manifest(folder + "access.yaml").text("/spec/dependsOn/0/name"))
            .isEqualTo("mesh-istiod");
        // Of a remote, readiness would wait for the token itself.
        String condition = cluster.controlPlane().isRemote() ? "Reconciled" : "Ready";
        assertThat(
                rendering.manifest(folder + "istiod.yaml").text("/spec/healthCheckExprs/0/current"))
            .contains("'" + condition + "'");
      }
    }
  }

  private static int wave(Rendering rendering, Cluster cluster, String layer) {
    return Integer.parseInt(
        rendering
            .manifest("argocd/clusters/" + cluster.name() + "/" + layer + ".yaml")
            .text("/metadata/annotations/argocd.argoproj.io~1sync-wave"));
  }

  /** An Application whose own version is another is what a wave waits for. */
  @ParameterizedTest
  @MethodSource("variants")
  void theApplicationOfAResourceHasItsVersion(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      for (String layer :
          rendering.argo() ? List.of("istiod", "cni", "ztunnel") : List.<String>of()) {
        String file = "argocd/clusters/" + cluster.name() + "/" + layer + ".yaml";
        String folder = "clusters/" + cluster.name() + "/" + layer + "/";
        if (rendering.files().containsKey(file)) {
          List<String> versions = new ArrayList<>();
          for (JsonNode patch : rendering.manifest(file).list("/spec/source/kustomize/patches")) {
            JsonNode change = ConsumerYaml.readOne(patch.path("patch").asString()).path(0);
            assertThat(change.path("op").asString()).isEqualTo("replace");
            assertThat(change.path("path").asString()).isEqualTo("/spec/version");
            versions.add(
                patch.at("/target/kind").asString()
                    + patch.at("/target/name").asString()
                    + change.path("value").asString());
          }
          assertThat(rendering.manifests())
              .filteredOn(object -> object.file().startsWith(folder))
              .filteredOn(object -> object.group().equals("sailoperator.io"))
              .extracting(object -> object.kind() + object.name() + object.text("/spec/version"))
              .containsExactlyInAnyOrderElementsOf(versions);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theProjectAdmitsTheResource(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    if (rendering.argo()) {
      List<String> kinds =
          rendering.manifests().stream()
              .filter(object -> object.group().equals("sailoperator.io"))
              .map(Manifest::kind)
              .distinct()
              .toList();
      assertThat(kinds).contains("Istio");
      assertThat(
              rendering.manifest("argocd/mesh/project.yaml").list("/spec/clusterResourceWhitelist"))
          .filteredOn(each -> each.path("group").asString().equals("sailoperator.io"))
          .extracting(each -> each.path("kind").asString())
          .containsExactlyInAnyOrderElementsOf(kinds);
      // What the operator writes elsewhere is not the engine's.
      assertThat(rendering.manifest("argocd/mesh/project.yaml").list("/spec/destinations"))
          .extracting(each -> each.path("namespace").asString())
          .doesNotContain("default", "kube-system");
      for (String kind : kinds) {
        assertThat(rendering.text("argocd/prerequisites/argocd-cm.yaml"))
            .contains("health.sailoperator.io_" + kind + ":");
      }
    }
    assertThat(rendering.text("README.md")).contains("## Sail Operator");
    if (rendering.remotes().stream().allMatch(rendering::operated)) {
      // The operator writes them, and leaves out none.
      assertThat(rendering.text("README.md")).doesNotContain("EndpointSlices, which");
    }
  }
}
