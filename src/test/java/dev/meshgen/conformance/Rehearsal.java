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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mesh on its way from one root to another, with OpenSSL instead of Envoy: after each step, each
 * workload of each cluster is accepted in every other one, for as long as its certificate lives.
 */
final class Rehearsal {
  static final List<String> CLUSTERS = List.of("east", "north", "west");
  static final Duration LIFETIME = Duration.ofHours(24);

  private final Path folder;
  private final Workspace workspace;
  private final String recipients;
  private Instant now = Instant.now().plusSeconds(60);
  private final List<Workload> workloads = new ArrayList<>();
  private final Map<String, Boolean> verdicts = new TreeMap<>();
  private int leaves;

  /** A certificate as istiod signs it, with the chain that it sends along. */
  record Workload(String cluster, String leaf, String chain, Instant end) {}

  /** Nothing is rendered yet. */
  Rehearsal(Path folder, String authority) {
    this.folder = folder;
    workspace = new Workspace(folder).at(now);
    String root = workspace.identity("keys/root.agekey");
    String clusters = workspace.identity("keys/clusters.agekey");
    workspace.write(
        "keys/all.agekey",
        workspace.read("keys/root.agekey") + workspace.read("keys/clusters.agekey"));
    recipients = "{sops: {age: [" + clusters + "], root: {age: [" + root + "]}}}";
    authority(authority);
    workspace.holding("keys/all.agekey");
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
  }

  /** From now on the spec names this authority. */
  void authority(String authority) {
    workspace.write("mesh.yaml", mesh(authority));
  }

  private String mesh(String authority) {
    StringBuilder spec =
        new StringBuilder(
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: retail}
            spec:
              trustDomain: retail.example
              istio: {version: "1.30.5"}
              trust: {authority: {%s}, intermediate: {validity: 365d}}
              secrets: %s
              delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
            """
                .formatted(authority, recipients));
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

  void openssl(String... arguments) {
    Tool.OPENSSL.in(folder, Map.of(), arguments).succeeded();
  }

  void accepted(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
  }

  void later(Duration time) {
    now = now.plus(time);
    workspace.at(now);
  }

  Workspace.Run step(String... words) {
    List<String> arguments = new ArrayList<>(List.of("trust", "rotate", "root"));
    arguments.addAll(List.of(words));
    return workspace.run(arguments.toArray(new String[0]));
  }

  /** A step that is taken, and after which all accept each other. */
  void takes(String... words) {
    Workspace.Run run = step(words);
    assertThat(run.code()).as("%s\n%s", List.of(words), run.err()).isZero();
    startWorkloads();
    requireThatAllAccept(List.of(words).toString());
  }

  /** A step that is refused. */
  void refuses(String code, String... words) {
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
  void startWorkloads() {
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
  boolean accepts(String bundle, Workload workload) {
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

  String bundle(String cluster) {
    return cacerts(cluster).get("root-cert.pem");
  }

  void requireThatAllAccept(String after) {
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
  boolean someoneRefuses(Map<String, String> bundles) {
    return bundles.values().stream()
        .anyMatch(bundle -> workloads.stream().anyMatch(workload -> !accepts(bundle, workload)));
  }

  /** The bundle of a cluster without one of its roots. */
  String without(String cluster, int index) throws Exception {
    RootBundle bundle = RootBundle.of(bundle(cluster));
    return bundle.without(bundle.fingerprints().get(index)).text();
  }

  /** A workload whose chain leads to the new root, before any intermediate does. */
  Workload ofNewRoot() throws Exception {
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

  Workspace workspace() {
    return workspace;
  }

  Instant now() {
    return now;
  }

  /** What the tree says of each cluster. */
  String phases() {
    String status = workspace.run("trust", "status", "--format", "json").out();
    Matcher cluster =
        Pattern.compile(
                "\"cluster\" ?: ?\"(\\w+)\",\\s*\"state\" ?: ?\"\\w+\",\\s*\"phase\" ?:"
                    + " ?\"(\\w+)\"")
            .matcher(status);
    Map<String, String> found = new TreeMap<>();
    while (cluster.find()) {
      found.put(cluster.group(1), cluster.group(2));
    }
    assertThat(found.keySet()).containsExactlyElementsOf(CLUSTERS);
    return found.toString();
  }
}
