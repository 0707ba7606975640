package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Install;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Shared;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
      assertThat(istio.name()).isEqualTo("default");
      assertThat(istio.text("/spec/version")).isEqualTo("v" + cluster.istio().version());
      assertThat(istio.text("/spec/namespace")).isEqualTo(rendering.mesh().istioNamespace());
      assertThat(istio.text("/spec/updateStrategy/type")).isEqualTo("InPlace");
      assertThat(istio.find("/spec/profile").isPresent())
          .isEqualTo(cluster.controlPlane().isRemote());
      assertThat(istio.at("/spec/values").has("profile")).isFalse();
      assertThat(istio.text("/spec/values/global/multiCluster/clusterName"))
          .isEqualTo(cluster.name());
      assertThat(istio.text("/spec/values/global/network")).isEqualTo(cluster.network());
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theOperatorTakesEveryVersionItIsKnownFor(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    CustomResources server = new CustomResources(Shared.crds("sail-operator-1.30.yaml"));
    for (Cluster cluster : operated(rendering)) {
      boolean known = cluster.istio().version().equals("1.29.6");
      assertThat(server.problems(istio(rendering, cluster)).isEmpty()).isEqualTo(known);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aPrimaryStillFailsClosedWithoutItsCa(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      List<String> volumes =
          istio(rendering, cluster).list("/spec/values/pilot/volumes").stream()
              .map(volume -> volume.at("/secret/secretName").asString())
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
          .noneMatch(path -> path.matches("clusters/" + cluster.name() + "/values/(base|istiod).*"))
          .noneMatch(path -> path.matches("argocd/clusters/" + cluster.name() + "/base.yaml"));
      assertThat(istio(rendering, cluster).list("/spec/values/global/imagePullSecrets"))
          .extracting(secret -> secret.asString())
          .isEqualTo(
              cluster.istio().imagePullSecrets().stream().map(each -> each.value()).toList());
    }
  }

  /** Its account comes with the operator's charts, and a token without one is deleted. */
  @ParameterizedTest
  @MethodSource("variants")
  void theReadersTokenWaitsForItsAccount(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : operated(rendering)) {
      if (rendering.mesh().delivery() instanceof Delivery.ArgoCd) {
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

  @ParameterizedTest
  @MethodSource("variants")
  void theProjectAdmitsTheResource(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    if (rendering.argo()) {
      assertThat(rendering.text("argocd/mesh/project.yaml")).contains("group: sailoperator.io");
      assertThat(rendering.text("README.md")).contains("health.sailoperator.io_Istio");
    }
    assertThat(rendering.text("README.md")).contains("## Sail Operator");
  }
}
