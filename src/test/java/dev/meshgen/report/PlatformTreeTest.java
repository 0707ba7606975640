package dev.meshgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.RenderTree;
import dev.meshgen.testing.Plans;
import dev.meshgen.tree.OutputTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What trees hold because of the platform of a cluster, and how many istiods they make. */
final class PlatformTreeTest {
  private static final String ENFORCER = "admissions.enforcer/disabled: \"true\"";
  private static final String FLUX =
      Plans.MESH.replace(
          "argocd: {repoURL: \"https://git.example/platform.git\"}",
          "flux: {sourceRef: {name: platform}}");

  private static OutputTree tree(String mesh, String... clusters) {
    MeshPlan plan = Plans.plan(mesh, String.join("", clusters));
    SecretFacts.Certificate certificate =
        new SecretFacts.Certificate(
            "f".repeat(64),
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2027-01-01T00:00:00Z"));
    TreeMap<String, SecretFacts.Certificate> intermediates = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      intermediates.put(cluster.name(), certificate);
    }
    SecretFacts facts = new SecretFacts(Optional.of(certificate), intermediates, Set.of());
    return RenderTree.start(plan)
        .finish(new Readme(plan, facts).file(), Set.of(), Set.of())
        .build();
  }

  private static String text(OutputTree tree, String path) {
    return new String(tree.get(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.28.10", "1.29.9", "1.30.5", "1.31.1"})
  void aksChangesNoWebhookOfTheTree(String version) {
    String mesh = Plans.MESH.replace("1.30.5", version);
    OutputTree tree =
        tree(
            mesh,
            Plans.cluster(
                "hub",
                "platform: aks, network: flat, eastWest: {address: 10.0.0.9},"
                    + " istio: {tags: {prod: default}}"),
            Plans.cluster(
                "edge",
                "platform: aks, network: flat, controlPlane: {role: remote, primaries: [hub]},"
                    + " istio: {tags: {prod: default}}"),
            Plans.cluster("other", "platform: eks, network: flat"));

    for (String cluster : new String[] {"hub", "edge"}) {
      assertThat(text(tree, "clusters/" + cluster + "/values/istiod.yaml"))
          .contains("sidecarInjectorWebhookAnnotations:\n", "\n  " + ENFORCER + "\n");
      assertThat(text(tree, "clusters/" + cluster + "/config/revision-tag-prod.yaml"))
          .contains("\n    " + ENFORCER + "\n");
    }
    assertThat(text(tree, "clusters/other/values/istiod.yaml")).doesNotContain("enforcer");
    for (String release : new String[] {"base", "istiod"}) {
      assertThat(text(tree, "argocd/clusters/hub/" + release + ".yaml"))
          .contains(".webhooks[]?.namespaceSelector", "RespectIgnoreDifferences=true");
      assertThat(text(tree, "argocd/clusters/other/" + release + ".yaml"))
          .doesNotContain("namespaceSelector");
    }
  }

  @Test
  void fluxIgnoresWhatAksAddsToValidatingWebhooks() {
    OutputTree tree = tree(FLUX, Plans.cluster("hub", "platform: aks"));
    assertThat(text(tree, "clusters/hub/releases/istiod.yaml"))
        .contains("          - /webhooks/0/namespaceSelector\n");
    assertThat(text(tree, "clusters/hub/releases/base.yaml"))
        .contains("          - /webhooks/0/namespaceSelector\n");
  }

  /** The operator makes the webhook, and its resources have no field for the annotation. */
  @Test
  void withTheOperatorOnlyTagsAreAnnotated() {
    OutputTree tree = tree(FLUX, Plans.cluster("hub", "platform: aks, istio: {install: sail}"));
    assertThat(text(tree, "clusters/hub/istiod/istio.yaml")).doesNotContain("enforcer");
  }

  @Test
  void twoIstiodsRunOnTwoNodes() {
    String values =
        text(
            tree(Plans.MESH, Plans.cluster("one", "platform: eks, istio: {revision: 1-30-5}")),
            "clusters/one/values/istiod-1-30-5.yaml");
    assertThat(values)
        .contains("\nautoscaleMin: 2\nautoscaleMax: 5\ntopologySpreadConstraints:\n")
        .contains("        istio.io/rev: \"1-30-5\"\n")
        .doesNotContain("replicaCount");
  }

  @Test
  void withoutAMetricsServerNothingIsAutoscaled() {
    OutputTree tree =
        tree(
            Plans.MESH,
            Plans.cluster(
                "one",
                "platform: eks, istio: {autoscaling: false, replicas: {min: 3}},"
                    + " eastWest: {enabled: true}"));
    assertThat(text(tree, "clusters/one/values/istiod.yaml"))
        .contains("\nautoscaleEnabled: false\nreplicaCount: 3\n")
        .doesNotContain("autoscaleMin");
    assertThat(text(tree, "clusters/one/values/eastwestgateway.yaml"))
        .contains("autoscaling:\n  enabled: false\nreplicaCount: 2\n");
    assertThat(text(tree, "README.md")).doesNotContain("metrics server");
  }

  @Test
  void aLayerMayScaleAndAClusterScaleOtherwise() {
    String mesh = Plans.MESH + "  clusterDefaults: {istio: {replicas: {min: 3, max: 9}}}\n";
    OutputTree tree =
        tree(
            mesh,
            Plans.cluster("one", "platform: eks"),
            Plans.cluster("two", "platform: eks, istio: {replicas: {min: 4}}"));
    assertThat(text(tree, "clusters/one/values/istiod.yaml"))
        .contains("\nautoscaleMin: 3\nautoscaleMax: 9\n");
    assertThat(text(tree, "clusters/two/values/istiod.yaml"))
        .contains("\nautoscaleMin: 4\nautoscaleMax: 9\n");
  }

  @Test
  void theReadmeSaysWhatHasToBeThereBefore() {
    String readme =
        text(
            tree(
                Plans.MESH,
                Plans.cluster("east", "platform: eks"),
                Plans.cluster("north", "platform: gke"),
                Plans.cluster(
                    "site", "platform: k3s, eastWest: {loadBalancer: {provider: hetzner}}"),
                Plans.cluster("bare", "platform: generic")),
            "README.md");
    String chapter =
        readme.substring(readme.indexOf("## Before the first sync"), readme.indexOf("## Argo CD"));
    assertThat(chapter)
        .contains("- On EKS (east):\n  - The AWS Load Balancer Controller")
        .contains("`kubernetes.io/role/internal-elb: 1`")
        .contains("A metrics server, or `istio.autoscaling: false`")
        .contains("- On GKE (north):\n  - In a private cluster, a firewall rule")
        .contains("- On k3s with load balancers of Hetzner Cloud (site):\n")
        .contains("- On generic (bare):\n");
    assertThat(readme).contains("| not known to be internal |");
  }
}
