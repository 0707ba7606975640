package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan says of the versions on the way: what concerns the spec, and nothing else. */
final class UpgradeNotesTest {
  private static final String UNHEALTHY = "sent endpoints that are not ready";
  private static final String XDS = "over XDS (MCP)";

  @TempDir private Path folder;

  private String plan(String istio, String values, String clusters, String to) {
    Run run = run(istio, values, clusters, to);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private Run run(String istio, String values, String clusters, String to) {
    String mesh =
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          istio: {%s}
          secrets:
            sops:
              age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
              root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
          delivery: {flux: {sourceRef: {name: platform}}}
          clusterDefaults: {values: {%s}}
        """
            .formatted(istio, values);
    return new Workspace(folder)
        .write("mesh.yaml", mesh + clusters)
        .run("upgrade", "plan", "--to=" + to);
  }

  private static String cluster(String name, String spec) {
    return "---\napiVersion: meshgen.dev/v1alpha1\nkind: Cluster\nmetadata: {name: %s}\nspec: {%s}\n"
        .formatted(name, spec);
  }

  private static final String SIDECARS = cluster("east", "") + cluster("west", "");

  /** From a heading to the first step after it. */
  private static String hop(String plan, String from, String to) {
    String heading = "From " + from + " to " + to + ":";
    assertThat(plan).contains(heading);
    String rest = plan.substring(plan.indexOf(heading));
    int step = rest.indexOf("\nStep ");
    return step < 0 ? rest : rest.substring(0, step);
  }

  @Test
  void eachHopHasItsNotesBeforeItsFirstStep() {
    String plan = plan("version: 1.29.8", "", SIDECARS, "1.31.1");
    assertThat(plan)
        .containsSubsequence(
            "From 1.29.8 to 1.30.5:",
            "where a host is in several namespaces",
            "values.istiod.env.PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE: \"false\""
                + ", or compatibilityVersion: \"1.29\" beside it",
            "Step 1: east, west to 1.30.5",
            "From 1.30.5 to 1.31.1:",
            UNHEALTHY,
            "compatibilityVersion: \"1.30\"",
            "Step 2: east, west to 1.31.1");
  }

  @Test
  void whatOnlyAmbientOrThePluginNoticesIsSaidOnlyThere() {
    String sidecars = plan("version: 1.28.10", "", SIDECARS, "1.30.5");
    assertThat(sidecars).doesNotContain("CNI agent", "CNI plugin", "trust domain");
    String plugin = plan("version: 1.28.10", "", cluster("east", "istio: {cni: true}"), "1.30.5");
    assertThat(plugin).contains("values.cni.env.CNI_CONF_GROUP_READ").doesNotContain("CNI agent");
    String ambient = plan("version: 1.29.8, dataPlane: ambient", "", SIDECARS, "1.30.5");
    assertThat(ambient)
        .contains("Pods in namespaces that the CNI plugin excludes")
        .contains(
            "CRDs of the Gateway API 1.5.0 or later; the spec does not say what runs in east, west")
        .contains("no version suits both minors")
        .doesNotContain("where a host is in several namespaces");
  }

  @Test
  void whoseIstiodIsToldAddressesNeedsTheNewerGatewayApiToo() {
    String told = cluster("east", "eastWest: {addressFor: {west: 10.0.0.1}}") + cluster("west", "");
    assertThat(hop(plan("version: 1.29.8", "", told, "1.30.5"), "1.29.8", "1.30.5"))
        .contains("CRDs of the Gateway API 1.5.0 or later; the spec does not say what runs in west")
        .contains("no version suits both minors");
    assertThat(plan("version: 1.29.8", "", SIDECARS, "1.30.5")).doesNotContain("Gateway API");
  }

  @Test
  void saysWhereTheSpecKeepsWhatWas() {
    String flag = "istiod: {env: {PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: \"false\"}}";
    assertThat(hop(plan("version: 1.30.5", flag, SIDECARS, "1.31.1"), "1.30.5", "1.31.1"))
        .containsPattern(UNHEALTHY + ".*\n +mesh.yaml:11:[0-9]+: kept as it was");
    String legacy = "istiod: {pilot: {env: {PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: \"false\"}}}";
    assertThat(hop(plan("version: 1.30.5", legacy, SIDECARS, "1.31.1"), "1.30.5", "1.31.1"))
        .containsPattern(UNHEALTHY + ".*\n +mesh.yaml:11:[0-9]+: kept as it was");
    String other = "istiod: {env: {PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: \"true\"}}";
    assertThat(hop(plan("version: 1.30.5", other, SIDECARS, "1.31.1"), "1.30.5", "1.31.1"))
        .containsPattern(UNHEALTHY + ".*\n +to keep it as it was");
    String version = "istiod: {compatibilityVersion: \"1.29\"}";
    assertThat(hop(plan("version: 1.30.5", version, SIDECARS, "1.31.1"), "1.30.5", "1.31.1"))
        .containsPattern(UNHEALTHY + ".*\n +mesh.yaml:11:[0-9]+: kept as it was");
  }

  @Test
  void oneClusterThatDoesNotKeepItIsEnoughToSayHow() {
    String keeps =
        cluster(
            "east", "values: {istiod: {env: {PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: \"false\"}}}");
    String plan = plan("version: 1.30.5", "", keeps + cluster("west", ""), "1.31.1");
    assertThat(hop(plan, "1.30.5", "1.31.1"))
        .containsPattern(UNHEALTHY + ".*\n +mesh.yaml:[0-9:]+: to keep it as it was");
  }

  @Test
  void aRemoteHasNoIstiodThatCouldKeepAnything() {
    String keeps = "values: {istiod: {env: {PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: \"false\"}}}";
    String clusters =
        cluster("east", "eastWest: {address: 10.0.0.9}, " + keeps)
            + cluster("edge", "controlPlane: {role: remote, primaries: [east]}");
    assertThat(hop(plan("version: 1.30.5", "", clusters, "1.31.1"), "1.30.5", "1.31.1"))
        .containsPattern(UNHEALTHY + ".*\n +mesh.yaml:[0-9:]+: kept as it was");
  }

  @Test
  void rawValuesThatTheNextMinorDoesNotReadAreNamedWithTheirLine() {
    String values = "istiod: {env: {PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY: \"false\"}}";
    String plan = plan("version: 1.29.8", values, SIDECARS, "1.31.1");
    assertThat(hop(plan, "1.29.8", "1.30.5")).doesNotContain("Raw values");
    assertThat(hop(plan, "1.30.5", "1.31.1"))
        .containsPattern(
            "Raw values: value \"env.PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY\" .*no longer reads\n"
                + " +mesh.yaml:11:[0-9]+: remove it; it is always on");
  }

  @Test
  void whatIsWrongAlreadyIsNoNewsOfTheUpgrade() {
    String values = "istiod: {autoscalMin: 2, env: {METRIC_ROTATION_INTERVAL: 1m}}";
    assertThat(plan("version: 1.30.5", values, SIDECARS, "1.31.1")).doesNotContain("Raw values");
  }

  @Test
  void aChangeThatCameWithAPatchIsSaidOnce() {
    assertThat(plan("version: 1.30.5", "", SIDECARS, "1.31.1")).doesNotContain(XDS);
    assertThat(plan("version: 1.30.3", "", SIDECARS, "1.30.5")).contains(XDS);
    assertThat(plan("version: 1.30.4", "", SIDECARS, "1.30.5")).doesNotContain(XDS, "From");
    assertThat(
            plan("version: 1.30.3", "", SIDECARS, "1.31.1")
                .split(XDS.replace("(", "\\(").replace(")", "\\)"), -1))
        .hasSize(2);
  }

  @Test
  void theWindowsAreOfTheClustersThatMove() {
    String known = cluster("east", "kubernetes: {version: \"1.34\", gatewayAPI: 1.4.1}");
    String plan = plan("version: 1.29.8", "", known + cluster("west", ""), "1.30.5");
    assertThat(plan)
        .contains("First: Kubernetes 1.32 to 1.36; the spec does not say what runs in west\n")
        .contains("First: CRDs of the Gateway API 1.5.0 or later, not 1.4.1 as in east\n");
    Run blocked =
        run("version: 1.29.8", "", cluster("east", "kubernetes: {version: \"1.31\"}"), "1.30.5");
    assertThat(blocked.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(blocked.out()).contains("First: Kubernetes 1.32 to 1.36, not 1.31 as in east\n");
  }

  @Test
  void knownProblemsAreThoseOfTheTarget() {
    assertThat(plan("version: 1.29.8", "", SIDECARS, "1.30.3"))
        .contains("Known: a changed remote secret can lose", "fixed in patch 4");
    assertThat(plan("version: 1.29.8", "", SIDECARS, "1.30.5")).doesNotContain("Known:");
    assertThat(plan("version: 1.29.8", "", SIDECARS, "1.30.4")).doesNotContain("Known:");
    assertThat(plan("version: 1.29.8, dataPlane: ambient", "", SIDECARS, "1.30.4"))
        .contains("Known: istiod alternates");
    assertThat(plan("version: 1.28.10", "", SIDECARS, "1.29.8"))
        .contains("not fixed in any patch of this minor");
  }

  @Test
  void aMeshThatIsThereHasNothingToKnow() {
    assertThat(plan("version: 1.31.1", "", SIDECARS, "1.31.1"))
        .contains("every cluster runs it")
        .doesNotContain("From");
  }

  @Test
  void aCanaryThatSomebodyStartedIsTheFirstHop() {
    String istio = "version: 1.29.8, revision: old, canary: {version: 1.30.4, revision: new}";
    assertThat(plan(istio, "", SIDECARS, "1.31.1"))
        .containsSubsequence("From 1.29.8 to 1.30.4:", "From 1.30.4 to 1.31.1:");
  }

  @Test
  void definitionsOfTheGatewayApiAreAskedForWhereAGatewayUsesThem() {
    String api = "eastWest: {api: gateway-api}";
    String silent = "the spec does not say what runs in west";
    assertThat(plan("version: 1.30.5", "", cluster("east", "") + cluster("west", api), "1.31.1"))
        .contains("Gateway API", silent);
    for (String without : List.of(", state: detached", ", network: east")) {
      String clusters = cluster("east", "") + cluster("west", api + without);
      assertThat(
              plan("version: 1.30.5", "", clusters, "1.31.1")
                  .lines()
                  .filter(line -> line.contains("Gateway API")))
          .noneMatch(line -> line.contains(silent));
    }
  }
}
