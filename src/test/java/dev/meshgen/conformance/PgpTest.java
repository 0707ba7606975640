package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.ConsumerYaml;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PGP: what meshgen seals is opened by sops with gpg, and by meshgen with gpg. */
@Tag("conformance")
class PgpTest {
  private static final Tool GPG = Tool.named("gpg");
  private static final String CACERTS = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1"}
        secrets:
          sops:
            pgp: ["%s"]
            age: ["%s"]
            pgpKeys: [keys/clusters.asc, keys/root.gpg]
            root: {pgp: ["%s"]}
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {platform: eks, network: a, kubernetes: {apiServer: "https://east.example:6443"}}
      """;

  @TempDir private Path folder;

  /** Where gpg keeps its keys: with a short name, as the socket of its agent lies there. */
  private Path home;

  private Workspace workspace;

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createTempDirectory(Path.of("/tmp"), "gpg");
    workspace = new Workspace(folder);
    Files.createDirectories(folder.resolve("keys"));
    workspace.with("PATH", String.join(File.pathSeparator, Tool.folders()));
    workspace.with("GNUPGHOME", home.toString()).trustingNobody();
    // gpg makes keys at the time that it really is.
    workspace.at(Instant.now().plusSeconds(600));
  }

  @AfterEach
  void stop() throws IOException {
    Tool.named("gpgconf").in(folder, environment(), "--kill", "all");
    try (Stream<Path> left = Files.walk(home)) {
      left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private Map<String, String> environment() {
    return new TreeMap<>(Map.of("GNUPGHOME", home.toString()));
  }

  private String gpg(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "--batch";
    all[1] = "--yes";
    all[2] = "--passphrase";
    all[3] = "";
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return GPG.in(folder, environment(), all).succeeded();
  }

  /** Makes a key; returns its fingerprint. */
  private String key(String user, String algorithm) {
    gpg("--quick-gen-key", user, algorithm, "default", "1y");
    return fingerprints(user).get(0);
  }

  private List<String> fingerprints(String user) {
    return gpg("--with-colons", "--list-keys", user)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":")[9])
        .toList();
  }

  private void spec(String clusters, String root) {
    String age = workspace.identity("age.txt");
    workspace.write("mesh.yaml", SPEC.formatted(clusters, age, root));
    gpg("--armor", "--output", "keys/clusters.asc", "--export", clusters);
    gpg("--output", "keys/root.gpg", "--export", root);
  }

  private Workspace.Run meshgen(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "rsa2048"})
  void sealsWhatSopsOpens(String algorithm) {
    String clusters = key("clusters", algorithm);
    if (algorithm.startsWith("rsa")) {
      gpg("--quick-add-key", clusters, algorithm, "encr", "1y");
    }
    spec(clusters, key("root", "default"));
    meshgen("render");
    String opened = Tool.SOPS.in(folder, environment(), "decrypt", CACERTS).succeeded();
    assertThat(ConsumerYaml.readOne(opened).at("/stringData/ca-key.pem").asString())
        .contains("PRIVATE KEY");
    Tool.SOPS.in(folder, environment(), "decrypt", ROOT).succeeded();
    workspace.with("GNUPGHOME", "/nowhere").with("PATH", "/nowhere");
    meshgen("render", "--check");
  }

  /** The one that gpg itself would take, out of several. */
  @Test
  void choosesTheSubkeyThatGpgChooses() throws Exception {
    String clusters = key("clusters", "default");
    for (String each : new String[] {"cv25519", "rsa2048"}) {
      Thread.sleep(1100);
      gpg("--quick-add-key", clusters, each, "encr", "1y");
    }
    spec(clusters, key("root", "default"));
    workspace.write("text", "a");
    gpg("--trust-model", "always", "--output", "text.gpg", "--encrypt", "-r", clusters, "text");
    meshgen("render");
    String message = ConsumerYaml.readOne(workspace.read(CACERTS)).at("/sops/pgp/0/enc").asString();
    workspace.write("message.asc", message);
    assertThat(recipient("message.asc")).isEqualTo(recipient("text.gpg"));
  }

  private String recipient(String file) {
    return gpg("--list-packets", file)
        .lines()
        .filter(line -> line.startsWith(":pubkey enc packet"))
        .map(line -> line.replaceFirst(".*keyid ", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void opensThroughGpgAndFromAnExportedKey() {
    String clusters = key("clusters", "default");
    String root = key("root", "default");
    spec(clusters, root);
    meshgen("render");
    workspace.replace("mesh.yaml", "name: east}", "name: west}");
    workspace.replace("mesh.yaml", "//east", "//west");
    String other =
        """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec: {platform: eks, network: b, kubernetes: {apiServer: "https://e.example:6443"}}
        """;
    workspace.append("mesh.yaml", other);
    workspace.replace("mesh.yaml", "network: a", "network: w");
    meshgen("render");
    gpg("--output", "secret.gpg", "--export-secret-keys", root);
    workspace
        .append(
            "mesh.yaml",
            other
                .replace("east", "north")
                .replace("network: b", "network: c")
                .replace("e.example", "n.example"))
        .with("GNUPGHOME", "/nowhere")
        .with("MESHGEN_PGP_KEY_FILE", "secret.gpg");
    meshgen("render");
    assertThat(workspace.exists("rendered/clusters/north/trust/cacerts.sops.yaml")).isTrue();
  }

  @Test
  void startsWithTheKeyOfAFile() {
    String clusters = key("clusters", "default");
    gpg("--armor", "--output", "exported.asc", "--export", clusters);
    meshgen("init", "hub", "--pgp", "exported.asc");
    assertThat(workspace.read("hub/mesh.yaml")).contains(clusters).contains("clusters.pub");
    workspace.with("GNUPGHOME", "/nowhere").holding("hub/keys/root.agekey");
    meshgen("render", "-f", "hub", "-o", "hub/rendered");
    Tool.SOPS
        .in(
            folder,
            environment(),
            "decrypt",
            "hub/rendered/clusters/cluster-1/trust/cacerts.sops.yaml")
        .succeeded();
  }

  @Test
  void saysThatAKeyIsMissingOrHasExpired() throws Exception {
    String clusters = key("clusters", "default");
    spec(clusters, key("root", "default"));
    workspace.delete("keys/clusters.asc");
    meshgen("render");
    workspace.delete("rendered").with("GNUPGHOME", "/nowhere");
    Workspace.Run missing = workspace.run("render");
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err()).contains("MG1137").contains("keys/clusters.asc cannot be read");
    gpg("--armor", "--output", "keys/clusters.asc", "--export", clusters);
    gpg("--quick-set-expire", clusters, "seconds=1", "*");
    gpg("--quick-set-expire", clusters, "seconds=1");
    Thread.sleep(1500);
    gpg("--armor", "--output", "keys/clusters.asc", "--export", clusters);
    Workspace.Run expired = workspace.run("render");
    assertThat(expired.err()).contains("MG1138").contains("expired");
    assertThat(workspace.exists("rendered/trust")).isFalse();
  }
}
