package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.cli.Workspace;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rotation of the root rehearsed with OpenSSL in the place of Envoy: whatever mix of phases the
 * rules allow, each workload of each cluster is accepted in every other one, for as long as its
 * certificate lives; and where they refuse a step, one would not have been.
 */
@Tag("conformance")
class RotationRehearsalTest {
  private static final List<String> CLUSTERS = List.of("east", "north", "west");
  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final Pattern CODE = Pattern.compile("error\\[(MG\\d{4})]");

  @TempDir Path folder;

  private Workspace workspace;
  private Instant now = Instant.now().plusSeconds(60);
  private final List<Workload> workloads = new ArrayList<>();
  private final Map<String, Boolean> verdicts = new TreeMap<>();
  private int leaves;

  /** A certificate as istiod signs it, with the chain that it sends along. */
  private record Workload(String cluster, String leaf, String chain, Instant end) {}

  @BeforeEach
  void render() {
    workspace = new Workspace(folder).at(now);
    String root = workspace.identity("keys/root.agekey");
    String clusters = workspace.identity("keys/clusters.agekey");
    workspace.write(
        "keys/all.agekey",
        workspace.read("keys/root.agekey") + workspace.read("keys/clusters.agekey"));
    workspace.write("mesh.yaml", mesh(root, clusters));
    workspace.holding("keys/all.agekey");
    accepted("render");
    workspace.write(
        "leaf.cnf",
        """
        basicConstraints=critical,CA:FALSE
        keyUsage=critical,digitalSignature,keyEncipherment
        extendedKeyUsage=serverAuth,clientAuth
        subjectAltName=critical,URI:spiffe://retail.example/ns/default/sa/default
        """);
    openssl("ecparam", "-genkey", "-noout", "-name", "prime256v1", "-out", "leaf.key");
    openssl("req", "-new", "-key", "leaf.key", "-subj", "/", "-out", "leaf.csr");
    startWorkloads();
  }

  private static String mesh(String root, String clusters) {
    StringBuilder spec =
        new StringBuilder(
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: retail}
            spec:
              trustDomain: retail.example
              istio: {version: "1.30.5"}
              secrets: {sops: {age: [%s], root: {age: [%s]}}}
              delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
            """
                .formatted(clusters, root));
    for (String name : CLUSTERS) {
      spec.append(
          """
          ---
          apiVersion: meshgen.dev/v1alpha1
          kind: Cluster
          metadata: {name: %1$s, labels: {ring: ring-%1$s}}
          spec: {platform: eks, network: net-%1$s, kubernetes: {apiServer: "https://%1$s.example:6443"}}
          """
              .formatted(name));
    }
    return spec.toString();
  }

  private void openssl(String... arguments) {
    Tool.OPENSSL.in(folder, Map.of(), arguments).succeeded();
  }

  private void accepted(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private void later(Duration time) {
    now = now.plus(time);
    workspace.at(now);
  }

  private Workspace.Run step(String... words) {
    List<String> arguments = new ArrayList<>(List.of("trust", "rotate", "root"));
    arguments.addAll(List.of(words));
    return workspace.run(arguments.toArray(new String[0]));
  }

  /** A step that is taken, and after which all accept each other. */
  private void takes(String... words) {
    Workspace.Run run = step(words);
    assertThat(run.code()).as("%s\n%s", List.of(words), run.err()).isZero();
    startWorkloads();
    requireThatAllAccept(List.of(words).toString());
  }

  /** A step that is refused. */
  private void refuses(String code, String... words) {
    Map<String, String> before = workspace.tree("rendered");
    Workspace.Run run = step(words);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("error[" + code + "]");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  private Map<String, String> cacerts(String cluster) {
    byte[] file = workspace.bytes("rendered/clusters/" + cluster + "/trust/cacerts.sops.yaml");
    Map<String, String> values = new TreeMap<>();
    try (SecretManifest opened = SopsFile.open(file, keys())) {
      opened
          .values()
          .forEach(
              (name, value) -> values.put(name, new String(value.copy(), StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  private Keyrings keys() {
    return Keyrings.in(
        new Surroundings(
            Map.of("SOPS_AGE_KEY_FILE", folder.resolve("keys/all.agekey").toString()),
            "Linux",
            (command, environment) -> new byte[0]));
  }

  /** One in each cluster, signed as its istiod signs now. */
  private void startWorkloads() {
    workloads.removeIf(each -> !now.isBefore(each.end()));
    for (String cluster : CLUSTERS) {
      Map<String, String> files = cacerts(cluster);
      String chain = "chain-" + hash(files.get("cert-chain.pem")) + ".pem";
      boolean known =
          workloads.stream()
              .anyMatch(
                  each ->
                      each.cluster().equals(cluster)
                          && each.chain().equals(chain)
                          && each.end().equals(now.plus(LIFETIME)));
      if (!known) {
        workspace.write(chain, files.get("cert-chain.pem"));
        workspace.write("ca.pem", files.get("ca-cert.pem"));
        workspace.write("ca.key", files.get("ca-key.pem"));
        workloads.add(new Workload(cluster, sign(), chain, now.plus(LIFETIME)));
      }
    }
  }

  private String sign() {
    String leaf = "leaf-" + leaves++ + ".pem";
    openssl(
        "x509",
        "-req",
        "-in",
        "leaf.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-days",
        "1",
        "-extfile",
        "leaf.cnf",
        "-out",
        leaf);
    return leaf;
  }

  private static String hash(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /** Whether a peer that has this bundle accepts a workload; when is for the test to know. */
  private boolean accepts(String bundle, Workload workload) {
    String roots = "roots-" + hash(bundle) + ".pem";
    return verdicts.computeIfAbsent(
        roots + " " + workload.leaf(),
        unknown -> {
          workspace.write(roots, bundle);
          return Tool.OPENSSL
                  .in(
                      folder,
                      Map.of(),
                      "verify",
                      "-no_check_time",
                      "-purpose",
                      "sslserver",
                      "-CAfile",
                      roots,
                      "-untrusted",
                      workload.chain(),
                      workload.leaf())
                  .code()
              == 0;
        });
  }

  private String bundle(String cluster) {
    return cacerts(cluster).get("root-cert.pem");
  }

  private void requireThatAllAccept(String after) {
    for (String cluster : CLUSTERS) {
      String bundle = bundle(cluster);
      for (Workload workload : workloads) {
        assertThat(accepts(bundle, workload))
            .as("after %s, %s accepts a workload of %s", after, cluster, workload.cluster())
            .isTrue();
      }
    }
  }

  /** Whether any cluster would refuse a workload if these had other bundles. */
  private boolean someoneRefuses(Map<String, String> bundles) {
    return bundles.values().stream()
        .anyMatch(bundle -> workloads.stream().anyMatch(workload -> !accepts(bundle, workload)));
  }

  /** The bundle of a cluster without one of its roots. */
  private String without(String cluster, int index) throws Exception {
    RootBundle bundle = RootBundle.of(bundle(cluster));
    return bundle.without(bundle.fingerprints().get(index)).text();
  }

  /** A workload whose chain leads to the new root, before any intermediate does. */
  private Workload ofNewRoot() throws Exception {
    byte[] file = workspace.bytes("rendered/trust/next-root-ca.sops.yaml");
    try (SecretManifest opened = SopsFile.open(file, keys())) {
      opened
          .values()
          .forEach(
              (name, value) ->
                  workspace.write(
                      name.equals("root-key.pem") ? "ca.key" : "ca.pem",
                      new String(value.copy(), StandardCharsets.UTF_8)));
    }
    return new Workload("east", sign(), "ca.pem", now);
  }

  @Test
  void goesThroughAllPhasesClusterByCluster() throws Exception {
    takes("distribute", "east");
    Workload early = ofNewRoot();
    refuses("MG1071", "sign", "--confirm-applied");
    assertThat(accepts(bundle("east"), early)).isTrue();
    assertThat(accepts(bundle("west"), early)).isFalse();
    takes("distribute", "--label", "ring=ring-west");
    takes("distribute");
    refuses("MG1072", "sign", "east");
    refuses("MG1070", "retire", "--confirm-applied");
    assertThat(someoneRefuses(Map.of("west", without("west", 0)))).isTrue();
    takes("sign", "east", "--confirm-applied");
    refuses("MG1073", "retire", "--confirm-applied");
    assertThat(someoneRefuses(Map.of("west", without("west", 0)))).isTrue();
    takes("sign");
    refuses("MG1074", "retire", "--confirm-applied");
    assertThat(someoneRefuses(Map.of("east", without("east", 0)))).isTrue();
    later(LIFETIME.minusMinutes(1));
    refuses("MG1074", "retire", "--confirm-applied");
    assertThat(someoneRefuses(Map.of("east", without("east", 0)))).isTrue();
    later(Duration.ofMinutes(2));
    startWorkloads();
    refuses("MG1072", "retire");
    takes("retire", "north", "--confirm-applied");
    takes("retire", "north", "--back");
    takes("retire", "north", "--confirm-applied");
    takes("retire");
    assertThat(workspace.run("render", "--check", "--frozen").code()).isZero();
    assertThat(workspace.read("rendered/trust/meshgen.lock")).doesNotContain("rotation");
    takes("distribute");
    takes("distribute", "--back");
    assertThat(workspace.run("render", "--check", "--frozen").code()).isZero();
  }

  /** Of steps in any order, forth and back, those that are taken keep the mesh whole. */
  @Test
  void whateverIsTakenInWhateverOrderIsAccepted() {
    Random random = new Random(20260115);
    Set<String> phases = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    int taken = 0;
    for (int i = 0; i < 70; i++) {
      List<String> words = new ArrayList<>();
      words.add(List.of("distribute", "sign", "retire").get(random.nextInt(3)));
      CLUSTERS.stream().filter(cluster -> random.nextInt(3) == 0).forEach(words::add);
      if (random.nextInt(4) == 0) {
        words.add("--back");
      }
      if (random.nextInt(4) > 0) {
        words.add("--confirm-applied");
      }
      if (random.nextInt(4) == 0) {
        later(Duration.ofHours(25));
        startWorkloads();
      }
      Workspace.Run run = step(words.toArray(new String[0]));
      if (run.code() == 0) {
        taken++;
        startWorkloads();
        requireThatAllAccept("step " + i + " " + words);
        phases.add(phases());
      } else {
        Matcher code = CODE.matcher(run.err());
        assertThat(code.find()).as(run.err()).isTrue();
        refused.add(code.group(1));
      }
    }
    assertThat(taken).isGreaterThan(15);
    assertThat(refused).contains("MG1070", "MG1071", "MG1072", "MG1073");
    assertThat(phases).hasSizeGreaterThan(8);
    assertThat(workspace.run("render", "--check", "--frozen").code()).isZero();
  }

  /** What the tree says of each cluster. */
  private String phases() {
    String status = workspace.run("trust", "status", "--format", "json").out();
    Matcher cluster =
        Pattern.compile(
                "\"cluster\" ?: ?\"(\\w+)\",\\s*\"state\" ?: ?\"\\w+\",\\s*\"phase\" ?: ?\"(\\w+)\"")
            .matcher(status);
    Map<String, String> found = new TreeMap<>();
    while (cluster.find()) {
      found.put(cluster.group(1), cluster.group(2));
    }
    assertThat(found.keySet()).containsExactlyElementsOf(CLUSTERS);
    return found.toString();
  }
}
