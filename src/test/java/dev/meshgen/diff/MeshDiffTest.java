package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.MeshDiff.Named;
import dev.meshgen.tree.TreeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class MeshDiffTest {
  private static final List<Fixtures.Fixture> FIXTURES = new Fixtures().all();

  private static final String MODE =
      """
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: default, namespace: istio-system}
      spec: {mtls: {mode: %s}}
      """;

  @TestFactory
  Stream<DynamicTest> aTreeDoesNotDifferFromItself() throws IOException {
    try (Stream<Path> trees = Files.list(Path.of("golden"))) {
      return trees.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              tree ->
                  DynamicTest.dynamicTest(
                      tree.getFileName().toString(),
                      () -> assertThat(Diffs.of(files(tree), files(tree)).isEmpty()).isTrue()));
    }
  }

  /** Every object of a tree that is compared with nothing is found, each in one change. */
  @TestFactory
  Stream<DynamicTest> aWholeTreeIsItsClustersAndWhatBelongsToTheMesh() throws IOException {
    try (Stream<Path> trees = Files.list(Path.of("golden"))) {
      return trees.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              tree ->
                  DynamicTest.dynamicTest(
                      tree.getFileName().toString(),
                      () -> {
                        MeshDiff diff = Diffs.of(new TreeMap<>(), files(tree));
                        assertThat(clusters(diff)).isEqualTo(clustersOf(tree));
                        assertThat(diff.changes())
                            .allMatch(change -> change.verb() == Verb.ADDED)
                            .allMatch(
                                change ->
                                    change.clusters().isEmpty()
                                        || change.object().kind().equals("Cluster"));
                      }));
    }
  }

  private static TreeSet<String> clusters(MeshDiff diff) {
    TreeSet<String> clusters = new TreeSet<>();
    diff.changes().forEach(change -> clusters.addAll(change.clusters()));
    return clusters;
  }

  private static TreeSet<String> clustersOf(Path tree) throws IOException {
    try (Stream<Path> folders = Files.list(tree.resolve("clusters"))) {
      return new TreeSet<>(folders.map(path -> path.getFileName().toString()).toList());
    }
  }

  @Test
  void theSameChangeInManyClustersIsOneEntryAndThoseThatDifferStandOut() {
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      String cluster = "cluster-%02d".formatted(i);
      String lock = "mesh: shop\nruns: {network: net-%02d}\n".formatted(i);
      String values = "global: {network: net-%02d, multiCluster: {clusterName: %s}}\n";
      String path = "clusters/" + cluster;
      before.put(path + "/meshgen.lock", lock);
      after.put(path + "/meshgen.lock", lock);
      before.put(path + "/values/istiod.yaml", values.formatted(i, cluster) + "pilot: {a: 1}\n");
      after.put(
          path + "/values/istiod.yaml",
          values.formatted(i, cluster)
              + "pilot: {a: %d, name: x-%s-net-%02d}\n".formatted(i < 97 ? 2 : 3, cluster, i));
    }
    MeshDiff diff = Diffs.ofText(before, after);
    assertThat(diff.changes())
        .extracting(change -> change.clusters().size())
        .containsExactly(97, 3);
    assertThat(diff.changes().get(0).fields())
        .extracting(MeshChange.Field::path, MeshChange.Field::before, MeshChange.Field::after)
        .contains(tuple("pilot.name", "", "x-<cluster>-<network>"));
    assertThat(diff.changes().get(1).clusters())
        .containsExactly("cluster-97", "cluster-98", "cluster-99");
  }

  @Test
  void anotherDigestInEachClusterIsStillOneChange() {
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    for (String cluster : List.of("east", "west")) {
      String lock =
          "mesh: shop\nruns: {network: one}\nsealed: {\"clusters/%s/a\": {sha256: \"%s\"}}\n";
      before.put("clusters/" + cluster + "/meshgen.lock", lock.formatted(cluster, digest(cluster)));
      after.put(
          "clusters/" + cluster + "/meshgen.lock",
          lock.formatted(cluster, digest("new" + cluster)));
    }
    assertThat(Diffs.ofText(before, after).changes())
        .singleElement()
        .satisfies(change -> assertThat(change.clusters()).containsExactly("east", "west"));
  }

  private static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A chain begins with the certificate beside it: if it does, the two are one line. */
  @Test
  void aCertificateThatIsThereTwiceIsSaidOnce() {
    Map<String, String> one = intermediates("MD0107");
    Map<String, String> other = intermediates("MD0108");
    String said = "stringData.\"ca-cert.pem\"[0]";
    String repeated = "stringData.\"cert-chain.pem\"[0]";
    assertThat(fields(one.get("before"), one.get("after"), one))
        .singleElement()
        .satisfies(field -> assertThat(field.paths()).containsExactly(said, repeated))
        .matches(MeshChange.Field::known);
    assertThat(fields(one.get("before"), one.get("after"), other))
        .extracting(MeshChange.Field::path, MeshChange.Field::also)
        .containsExactly(tuple(said, List.of()), tuple(repeated, List.of()));
  }

  private static List<MeshChange.Field> fields(
      String before, String after, Map<String, String> chain) {
    String path = "clusters/east/trust/cacerts.yaml";
    return Diffs.ofText(
            Map.of(path, cacerts(before, chain.get("before"))),
            Map.of(path, cacerts(after, chain.get("after"))))
        .changes()
        .get(0)
        .fields();
  }

  private static String cacerts(String certificate, String chain) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: cacerts, namespace: istio-system}
    stringData: {ca-cert.pem: "%s", cert-chain.pem: "%s"}
    """
        .formatted(certificate.replace("\n", "\\n"), chain.replace("\n", "\\n"));
  }

  /** Of the pair of trees for a rule. */
  private static Map<String, String> intermediates(String code) {
    Fixtures.Fixture fixture =
        FIXTURES.stream().filter(each -> each.code().equals(code)).findFirst().orElseThrow();
    return Map.of("before", intermediate(fixture.before()), "after", intermediate(fixture.after()));
  }

  private static String intermediate(SortedMap<String, byte[]> tree) {
    String text = new String(tree.get(tree.firstKey()), StandardCharsets.UTF_8);
    Object object = new Load(LoadSettings.builder().build()).loadFromString(text);
    return ((Map<?, ?>) ((Map<?, ?>) object).get("stringData")).get("ca-cert.pem").toString();
  }

  /** Whom a cluster trusts is never folded away as a digest. */
  @Test
  void anotherRootInOneClusterStandsOut() {
    Fixtures.Fixture replaced =
        FIXTURES.stream().filter(each -> each.code().equals("MD0104")).findFirst().orElseThrow();
    Fixtures.Fixture other =
        new Fixtures()
            .all().stream().filter(each -> each.code().equals("MD0104")).findFirst().orElseThrow();
    String path = replaced.before().firstKey();
    SortedMap<String, byte[]> before = new TreeMap<>();
    SortedMap<String, byte[]> after = new TreeMap<>();
    for (String cluster : List.of("east", "north", "west")) {
      String file = path.replace("east", cluster);
      before.put(file, replaced.before().get(path));
      after.put(file, (cluster.equals("west") ? other : replaced).after().get(path));
    }
    assertThat(Diffs.of(before, after).changes())
        .extracting(change -> List.copyOf(change.clusters()))
        .containsExactlyInAnyOrder(List.of("east", "north"), List.of("west"));
  }

  /** With the Applications that start it, its place in their lists and what is issued for it. */
  @ParameterizedTest
  @ValueSource(strings = {"multi-primary-multi-network", "multi-primary-multi-network-flux"})
  void aClusterWithAnotherNameIsOneChange(String golden) throws IOException {
    SortedMap<String, byte[]> before = files(Path.of("golden", golden));
    SortedMap<String, byte[]> after = new TreeMap<>();
    before.forEach(
        (path, bytes) ->
            after.put(
                path.replace("eks-us-east", "virginia"),
                new String(bytes, StandardCharsets.UTF_8)
                    .replace("eks-us-east", "virginia")
                    .replace(
                        "2026-01-15", path.contains("eks-us-east") ? "2026-03-16" : "2026-01-15")
                    .getBytes(StandardCharsets.UTF_8)));
    MeshDiff diff = Diffs.of(before, after);
    assertThat(diff.changes())
        .filteredOn(change -> change.weight() != Weight.INFO)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.verb()).isEqualTo(Verb.RENAMED);
              assertThat(change.object().name()).isEqualTo("eks-us-east → virginia");
              assertThat(change.findings())
                  .extracting(finding -> finding.rule().code())
                  .as("what is named after it goes; what is in it stays")
                  .contains("MD0130")
                  .doesNotContain("MD0115", "MD0403", "MD0901", "MD0906");
            });
  }

  /** A remote is served by a cluster of another name from now on: its own change, and not lost. */
  @Test
  void whatANewNameChangesInAnotherClusterIsShown() {
    String lock = "mesh: shop\nruns: {network: one, state: active}\n";
    String remote = "mesh: shop\nruns: {network: two, role: remote, primary: %s}\n";
    assertThat(
            Diffs.ofText(
                    Map.of(
                        "clusters/east/meshgen.lock",
                        lock,
                        "clusters/far/meshgen.lock",
                        remote.formatted("east")),
                    Map.of(
                        "clusters/west/meshgen.lock",
                        lock,
                        "clusters/far/meshgen.lock",
                        remote.formatted("west")))
                .changes())
        .extracting(MeshChange::verb, change -> List.copyOf(change.clusters()))
        .containsExactlyInAnyOrder(
            tuple(Verb.RENAMED, List.of("east", "west")), tuple(Verb.CHANGED, List.of("far")));
  }

  /** Another cluster on another network is not the old one with another name. */
  @Test
  void aClusterOnAnotherNetworkIsAnotherOne() {
    String lock = "mesh: shop\nruns: {network: %s, state: active}\n";
    assertThat(
            Diffs.ofText(
                    Map.of("clusters/east/meshgen.lock", lock.formatted("one")),
                    Map.of("clusters/west/meshgen.lock", lock.formatted("two")))
                .changes())
        .extracting(MeshChange::verb)
        .containsExactlyInAnyOrder(Verb.ADDED, Verb.REMOVED);
  }

  /** What starts an engine for a cluster lies in a folder of the mesh, and is the cluster's. */
  @Test
  void theApplicationOfEachClusterIsOneChange() {
    String application =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop-%1$s, namespace: argocd, labels: {meshgen.dev/cluster: %1$s}}
        spec: {source: {targetRevision: %2$s}}
        """;
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    for (String cluster : List.of("east", "north", "west")) {
      before.put("clusters/" + cluster + "/meshgen.lock", "mesh: shop\n");
      after.put("clusters/" + cluster + "/meshgen.lock", "mesh: shop\n");
      String path = "argocd/mesh/clusters/" + cluster + ".yaml";
      before.put(path, application.formatted(cluster, "main"));
      after.put(path, application.formatted(cluster, "release"));
    }
    assertThat(Diffs.ofText(before, after).changes())
        .singleElement()
        .satisfies(change -> assertThat(change.object().name()).isEqualTo("shop-<cluster>"))
        .satisfies(
            change -> assertThat(change.clusters()).containsExactly("east", "north", "west"));
  }

  /** In each layer of each cluster, and in what starts them; in whatever form a layer names it. */
  @ParameterizedTest
  @CsvSource({
    "multi-primary-multi-network, targetRevision: main, Application, 10",
    "multi-primary-multi-network-flux, name: platform, Kustomization, 6"
  })
  void anotherSourceOfAllLayersIsOneChange(String golden, String source, String kind, int objects)
      throws IOException {
    SortedMap<String, byte[]> before = files(Path.of("golden", golden));
    SortedMap<String, byte[]> after = new TreeMap<>();
    before.forEach(
        (path, bytes) ->
            after.put(
                path,
                new String(bytes, StandardCharsets.UTF_8)
                    .replaceAll("(?m)^( *" + source + ")$", "$1-2")
                    .getBytes(StandardCharsets.UTF_8)));
    assertThat(Diffs.of(before, after).collapsed().changes())
        .filteredOn(change -> change.weight() != Weight.INFO)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.object().kind()).isEqualTo(kind);
              assertThat(change.clusters()).containsExactly("aks-westeurope", "eks-us-east");
              assertThat(change.each()).hasSize(objects);
              assertThat(change.findings()).hasSize(1);
            });
  }

  /** That of another engine, too; what the layers were made of is seen object by object. */
  @Test
  void layersThatGoAreOneChange() throws IOException {
    MeshDiff diff =
        Diffs.of(
                files(Path.of("golden/multi-primary-multi-network")),
                files(Path.of("golden/multi-primary-multi-network-flux")))
            .collapsed();
    assertThat(diff.changes())
        .filteredOn(change -> !change.each().isEmpty())
        .extracting(
            MeshChange::verb, change -> change.object().kind(), change -> change.each().size())
        .contains(tuple(Verb.REMOVED, "Application", 12), tuple(Verb.ADDED, "Kustomization", 6));
    assertThat(diff.changes())
        .filteredOn(change -> change.object().kind().equals("ServiceAccount"))
        .allMatch(change -> change.each().isEmpty());
  }

  /** Of another kind or in another namespace: each has a content that a reader may want to see. */
  @Test
  void objectsOfOneNameThatComeStayApart() {
    String object = "apiVersion: v1\nkind: %s\nmetadata: {name: gate, namespace: %s}\n";
    Map<String, String> before =
        new TreeMap<>(Map.of("clusters/east/meshgen.lock", "mesh: shop\n"));
    Map<String, String> after = new TreeMap<>(before);
    for (String kind : List.of("ConfigMap", "ServiceAccount")) {
      for (String namespace : List.of("one", "two")) {
        after.put(
            "clusters/east/config/" + kind + namespace + ".yaml",
            object.formatted(kind, namespace));
      }
    }
    for (MeshDiff diff : List.of(Diffs.ofText(before, after), Diffs.ofText(after, before))) {
      assertThat(diff.collapsed().changes())
          .allMatch(change -> change.each().isEmpty())
          .extracting(change -> change.object().kind(), change -> change.object().namespace())
          .containsExactlyInAnyOrder(
              tuple("ConfigMap", "one"),
              tuple("ConfigMap", "two"),
              tuple("ServiceAccount", "one"),
              tuple("ServiceAccount", "two"));
    }
  }

  /** As in two layers of a cluster, which only one of them may have applied. */
  @Test
  void anObjectThatComesTwiceIsTwo() {
    String object = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: gate}\ndata: {a: %s}\n";
    Map<String, String> before = Map.of("clusters/east/meshgen.lock", "mesh: shop\n");
    Map<String, String> after = new TreeMap<>(before);
    after.put("clusters/east/config/a.yaml", object.formatted("one"));
    after.put("clusters/east/extra/a.yaml", object.formatted("two"));

    assertThat(Diffs.ofText(before, after).collapsed().changes())
        .hasSize(2)
        .allMatch(change -> change.each().isEmpty());
  }

  /** One value or one rule that differs is its own change. */
  @Test
  void onlyTheSameChangeOfSeveralObjectsIsOne() {
    String telemetry =
        """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: t-%1$d, namespace: istio-system}
        spec: {tracing: [{randomSamplingPercentage: %2$d}]}
        """;
    Map<String, String> before = new TreeMap<>();
    Map<String, String> after = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      String path = "clusters/east/config/t-" + i + ".yaml";
      before.put(path, telemetry.formatted(i, 1));
      after.put(path, telemetry.formatted(i, i < 3 ? 5 : 6));
    }
    assertThat(Diffs.ofText(before, after).collapsed().changes())
        .extracting(change -> change.each().size())
        .containsExactlyInAnyOrder(3, 0);
  }

  /** Nothing of the mesh runs in a cluster that joins: no workload there loses anything. */
  @Test
  void ofAClusterThatJoinsIsSaidWhoGetsIn() {
    Map<String, String> after =
        Map.of(
            "clusters/east/meshgen.lock",
            "mesh: shop\n",
            "clusters/east/config/a.yaml",
            MODE.formatted("STRICT"));
    assertThat(Diffs.codes(Diffs.ofText(Map.of(), after))).containsExactly("MD0902");
    Map<String, String> open = new TreeMap<>(after);
    open.put("clusters/east/config/a.yaml", MODE.formatted("PERMISSIVE"));
    assertThat(Diffs.codes(Diffs.ofText(Map.of(), open))).containsExactly("MD0401", "MD0902");
  }

  @Test
  void rulesOfSopsAreComparedByWhomTheyName() {
    String rules =
        """
        creation_rules:
          - path_regex: ^trust/
            key_groups: [{age: [age1one%s]}]
        """;
    assertThat(
            Diffs.ofText(
                    Map.of(".sops.yaml", rules.formatted("")),
                    Map.of(".sops.yaml", rules.formatted(", age1two")))
                .changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.fields())
                    .extracting(
                        MeshChange.Field::path, MeshChange.Field::verb, MeshChange.Field::after)
                    .containsExactly(
                        tuple(
                            "creation_rules[path_regex=^trust/].recipients[age: age1two]",
                            Verb.ADDED,
                            "age: age1two")));
  }

  @Test
  void anObjectInAnotherFileHasMoved() {
    assertThat(
            Diffs.ofText(
                    Map.of("clusters/east/config/a.yaml", MODE.formatted("STRICT")),
                    Map.of("clusters/east/config/b.yaml", MODE.formatted("STRICT")))
                .changes())
        .singleElement()
        .satisfies(change -> assertThat(change.verb()).isEqualTo(Verb.MOVED));
  }

  @Test
  void commentsAndOrderAreNoChange() {
    MeshDiff diff =
        Diffs.ofText(
            Map.of("clusters/east/config/a.yaml", MODE.formatted("STRICT")),
            Map.of("clusters/east/config/a.yaml", "# because\n" + MODE.formatted("'STRICT'")));
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.files()).isEqualTo(1);
  }

  /** Nothing is hidden for lack of a rule. */
  @Test
  void whatNoRuleKnowsIsShownAndHasToBeLookedAt() {
    String telemetry =
        """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: default, namespace: istio-system}
        spec: {tracing: [{randomSamplingPercentage: %d}]}
        """;
    assertThat(
            Diffs.ofText(
                    Map.of("clusters/east/config/t.yaml", telemetry.formatted(1)),
                    Map.of("clusters/east/config/t.yaml", telemetry.formatted(100)))
                .changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.topic()).isEqualTo(MeshDiff.OTHER);
              assertThat(change.weight()).isEqualTo(Weight.MEDIUM);
              assertThat(change.fields()).singleElement().matches(field -> !field.known());
            });
  }

  @Test
  void theUsersValuesCountAsHelmCountsThem() {
    Map<String, String> before =
        Map.of(
            "clusters/east/values/istiod.yaml", "autoscaleMin: 2\n",
            "clusters/east/values/istiod.overrides.yaml", "autoscaleMin: 3\n");
    Map<String, String> after = new TreeMap<>(before);
    after.put("clusters/east/values/istiod.yaml", "autoscaleMin: 5\n");
    assertThat(Diffs.ofText(before, after).isEmpty()).isTrue();
    after.put("clusters/east/values/istiod.overrides.yaml", "autoscaleMin: 4\n");
    assertThat(Diffs.ofText(before, after).changes())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.fields())
                    .singleElement()
                    .extracting(MeshChange.Field::before, MeshChange.Field::after)
                    .containsExactly("3", "4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n",
        "a: [1, 2\n",
        "a: 1\na: 2\n",
        "a: &x 1\nb: *x\n",
        "\u0000",
      })
  void aFileThatCannotBeReadIsADiagnosticWithItsPlace(String broken) throws TreeException {
    Report report = new Report();
    MeshDiff.of(
        new Named("main:", new FileSide(new TreeMap<>())),
        new Named(
            "rendered/", new FileSide(Diffs.bytes(Map.of("clusters/east/config/a.yaml", broken)))),
        report);
    assertThat(report.hasErrors()).isTrue();
    assertThat(report.diagnostics())
        .extracting(Diagnostic::at)
        .allSatisfy(at -> assertThat(at.file()).isEqualTo("rendered/clusters/east/config/a.yaml"));
  }

  static SortedMap<String, byte[]> files(Path tree) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(tree)) {
      walk.filter(Files::isRegularFile).forEach(paths::add);
    }
    for (Path path : paths) {
      files.put(tree.relativize(path).toString(), Files.readAllBytes(path));
    }
    return files;
  }

  /** Nothing is said of each field that comes or goes with it. */
  @Test
  void ofAWholeObjectOnlyWhatItMeansIsSaid() {
    Map<String, String> gateway =
        Map.of(
            "clusters/east/values/eastwestgateway.yaml",
            """
            service:
              ports: [{name: tls, port: 15443}]
              loadBalancerSourceRanges: [0.0.0.0/0]
            """);
    assertThat(Diffs.codes(Diffs.ofText(gateway, Map.of()))).containsExactly("MD0910");
    assertThat(Diffs.codes(Diffs.ofText(Map.of(), gateway))).containsExactly("MD0306");
  }
}
