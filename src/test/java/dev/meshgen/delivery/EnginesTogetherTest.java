package dev.meshgen.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Several engines, or one in several ways, that apply the tree of one mesh. */
class EnginesTogetherTest {
  private static final String FLUX = "flux: {sourceRef: {name: platform}}";
  private static final String OWN = "https://kubernetes.default.svc";

  private static String mesh(String delivery) {
    return Plans.PRIVATE_MESH.replaceFirst("delivery: .*", "delivery: {" + delivery + "}");
  }

  private static String argocd(String more) {
    return "argocd: {repoURL: \"https://git.example/platform.git\"" + more + "}";
  }

  private static List<Code> check(String... documents) {
    return ReadMesh.of(String.join("", documents)).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }

  private static JsonNode project(PlainTree tree, String path) {
    return tree.yaml(path).at("/spec/destinations");
  }

  @Test
  void applyOnlyTheirClusters() {
    String[] spec = {
      mesh(argocd("") + ", " + FLUX),
      Plans.cluster("east", "delivery: {engine: argocd}"),
      Plans.cluster("west", "delivery: {engine: flux}"),
    };

    assertThat(check(spec)).isEmpty();
    PlainTree tree = PlainTree.of(spec);
    assertThat(tree.paths())
        .contains("argocd/clusters/east/istiod.yaml", "flux/west/releases.yaml")
        .contains("clusters/west/releases/istiod.yaml", "clusters/east/values/istiod.yaml")
        .noneMatch(path -> path.startsWith("argocd/clusters/west/"))
        .noneMatch(path -> path.startsWith("flux/east/"))
        .doesNotContain("clusters/east/releases/istiod.yaml", "argocd/mesh/clusters/west.yaml");
    assertThat(tree.text("argocd/mesh/project.yaml")).doesNotContain("west");
    assertThat(tree.text("README.md")).contains("## Argo CD\n", "## Flux\n", "own Flux: west");
  }

  @Test
  void readTheSameSecretsEachInItsWay() {
    PlainTree tree =
        PlainTree.of(
            mesh(argocd("") + ", " + FLUX),
            Plans.cluster("east", "delivery: {engine: argocd}"),
            Plans.cluster("west", "delivery: {engine: flux}"));

    assertThat(tree.yaml("flux/west/discovery.yaml").at("/spec/path").asString())
        .isEqualTo("./rendered/discovery/_listed");
    assertThat(tree.yaml("argocd/clusters/east/discovery.yaml").at("/spec/source/path").asString())
        .isEqualTo("rendered/discovery");
    assertThat(tree.paths())
        .contains("discovery/kustomization.yaml", "discovery/_listed/kustomization.yaml");
    PlainTree alone = PlainTree.of(mesh(FLUX), Plans.cluster("west", ""));
    assertThat(alone.paths()).doesNotContain("discovery/_listed/kustomization.yaml");
  }

  @Test
  void ofOneKindCanRunInEveryCluster() {
    String[] spec = {
      mesh(argocd(", mode: cluster")),
      Plans.cluster("east", ""),
      Plans.cluster("west", "argocd: {destination: in-cluster}"),
    };

    assertThat(check(spec)).isEmpty();
    PlainTree tree = PlainTree.of(spec);
    for (String cluster : List.of("east", "west")) {
      JsonNode root = tree.yaml("argocd/bootstrap/clusters/" + cluster + ".yaml");
      assertThat(root.at("/metadata/name").asString()).isEqualTo("retail-" + cluster);
      assertThat(root.at("/spec/source/path").asString())
          .isEqualTo("rendered/argocd/clusters/" + cluster);
      assertThat(root.at("/spec/destination/server").asString()).isEqualTo(OWN);
      String folder = "argocd/clusters/" + cluster + "/";
      assertThat(tree.yaml(folder + "istiod.yaml").at("/spec/destination/server").asString())
          .isEqualTo(OWN);
      assertThat(tree.text(folder + "kustomization.yaml"))
          .contains("- project.yaml", "- istiod.yaml");
      assertThat(project(tree, folder + "project.yaml").size()).isEqualTo(2);
      assertThat(project(tree, folder + "project.yaml").toString()).doesNotContain("\"name\"");
    }
    assertThat(tree.paths())
        .noneMatch(path -> path.startsWith("argocd/mesh/"))
        .doesNotContain("argocd/bootstrap/root.yaml");
    assertThat(tree.text("README.md"))
        .contains("--context CLUSTER apply -f rendered/argocd/bootstrap/clusters/CLUSTER.yaml")
        .doesNotContain("--context HUB");
  }

  @Test
  void ofAHubAndOfClustersShareAMesh() {
    String[] spec = {
      mesh(argocd("")),
      Plans.cluster("east", "argocd: {destination: hub}"),
      Plans.cluster("west", "delivery: {argocd: {mode: cluster}}, argocd: {destination: hub}"),
    };

    assertThat(check(spec)).isEmpty();
    PlainTree tree = PlainTree.of(spec);
    assertThat(tree.text("argocd/mesh/kustomization.yaml"))
        .contains("clusters/east.yaml")
        .doesNotContain("west");
    assertThat(tree.paths())
        .contains("argocd/bootstrap/root.yaml", "argocd/bootstrap/clusters/west.yaml")
        .doesNotContain("argocd/bootstrap/clusters/east.yaml");
  }

  @Test
  void doNotReadTheSecretsOfOtherClustersByThemselves() {
    String own = "secrets: {sops: {age: [" + Plans.C + "]}}";

    assertThat(
            check(
                mesh(argocd(", mode: cluster")),
                Plans.cluster("east", own),
                Plans.cluster("west", "")))
        .contains(Code.DISCOVERY_NEEDS_SECOND_KEY)
        .doesNotContain(Code.HUB_OPENS_EVERYTHING);
    assertThat(Code.DISCOVERY_NEEDS_SECOND_KEY.summary()).doesNotContain("Argo CD", "Flux");
  }

  @Test
  void applyAsAServiceAccountWhereTheClusterAsksForOne() {
    PlainTree tree =
        PlainTree.of(
            mesh(FLUX),
            Plans.cluster("east", "delivery: {flux: {serviceAccountName: flux-applier}}"),
            Plans.cluster("west", ""));

    for (String file : List.of("namespaces", "trust", "releases", "access", "config")) {
      assertThat(tree.yaml("flux/east/" + file + ".yaml").at("/spec/serviceAccountName").asString())
          .isEqualTo("flux-applier");
      assertThat(tree.text("flux/west/" + file + ".yaml")).doesNotContain("serviceAccountName");
    }
    for (String release : List.of("base", "istiod", "eastwestgateway")) {
      assertThat(tree.text("clusters/east/releases/" + release + ".yaml"))
          .contains("  serviceAccountName: flux-applier\n");
      assertThat(tree.text("clusters/west/releases/" + release + ".yaml"))
          .doesNotContain("serviceAccountName");
    }
    assertThat(tree.text("README.md"))
        .contains("The ServiceAccount that Flux applies the tree as", "flux-applier")
        .doesNotContain("serviceAccountName:");
  }

  /** The Kustomization that a person writes is applied like those that it brings. */
  @Test
  void showTheServiceAccountThatAllClustersAskFor() {
    String locked = FLUX.replace("flux: {", "flux: {serviceAccountName: flux-applier, ");

    PlainTree tree =
        PlainTree.of(mesh(locked), Plans.cluster("east", ""), Plans.cluster("west", ""));

    assertThat(tree.text("README.md"))
        .contains("     serviceAccountName: flux-applier\n     sourceRef:");
  }

  @ParameterizedTest
  @CsvSource({
    "111122223333.dkr.ecr.eu-west-1.amazonaws.com/istio/charts, '', '', aws",
    "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/istio, '', '', aws",
    "shop.azurecr.io/istio, '', '', azure",
    "europe-west4-docker.pkg.dev/shop/istio, '', '', gcp",
    "ghcr.io/istio/release/charts, '', '', ''",
    "shop.azurecr.io/istio, 'chartsSecret: registry, ', '', ''",
    "charts.shop.example/istio, '', aws, aws",
    "shop.azurecr.io/istio, '', generic, ''",
    "azurecr.io.example/istio, '', '', ''",
  })
  void logInToTheRegistryOfACloud(String charts, String secret, String written, String provider) {
    String istio = "istio: {" + secret + "charts: \"oci://" + charts + "\", ";
    String flux =
        written.isEmpty()
            ? FLUX
            : FLUX.replace("flux: {", "flux: {chartsProvider: " + written + ", ");

    PlainTree tree = PlainTree.of(mesh(flux).replace("istio: {", istio), Plans.cluster("east", ""));

    String release = tree.text("clusters/east/releases/istiod.yaml");
    assertThat(release.contains("  provider: ")).isEqualTo(!provider.isEmpty());
    assertThat(release).contains(provider.isEmpty() ? "" : "  provider: " + provider + "\n");
  }

  @Test
  void leaveWhatTheSpecSaysThatOthersChange() {
    PlainTree tree =
        PlainTree.of(
            mesh(
                argocd(
                    ", ignoreDifferences: [{group: apps, kind: Deployment, name: istiod,"
                        + " jsonPointers: [/spec/replicas]}, {kind: Service,"
                        + " managedFieldsManagers: [cloud]}]")),
            Plans.cluster("east", ""));

    JsonNode spec = tree.yaml("argocd/clusters/east/istiod.yaml").path("spec");
    assertThat(spec.path("ignoreDifferences").toString())
        .isEqualTo(
            "[{\"group\":\"apps\",\"kind\":\"Deployment\",\"name\":\"istiod\","
                + "\"jsonPointers\":[\"/spec/replicas\"]},"
                + "{\"group\":\"\",\"kind\":\"Service\",\"managedFieldsManagers\":[\"cloud\"]}]");
    assertThat(spec.at("/syncPolicy/syncOptions").toString())
        .contains("RespectIgnoreDifferences=true");
    assertThat(tree.text("argocd/mesh/clusters/east.yaml")).doesNotContain("ignoreDifferences");
  }

  @Test
  void useAProjectThatExists() {
    PlainTree tree =
        PlainTree.of(mesh(argocd(", existingProject: default")), Plans.cluster("east", ""));

    assertThat(check(mesh(argocd(", existingProject: default")), Plans.cluster("east", "")))
        .isEmpty();
    assertThat(tree.paths()).doesNotContain("argocd/mesh/project.yaml");
    assertThat(tree.text("argocd/mesh/kustomization.yaml")).doesNotContain("project.yaml");
    assertThat(tree.yaml("argocd/clusters/east/istiod.yaml").at("/spec/project").asString())
        .isEqualTo("default");
    assertThat(tree.text("README.md")).contains("The AppProject `default` must admit");
  }
}
