package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.pki.ForeignCa;
import dev.meshgen.testing.AccountToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No private key is written in the clear, not even to a temporary file, nor printed. */
class SecrecyTest {
  @TempDir Path folder;

  private TestMesh mesh;
  private Workspace workspace;
  private final StringBuilder printed = new StringBuilder();

  @BeforeEach
  void spec() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace();
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");
  }

  private void run(String input, String... arguments) {
    Run run = workspace.runWith(input, arguments);
    assertThat(run.code()).as(run.err()).isZero();
    printed.append(run.out()).append(run.err());
  }

  @Test
  void showsNoSecretOnDiskOrScreenWhateverIsDone() throws Exception {
    AccountToken token = AccountToken.lasting();
    run("", "render");
    run(token.secret(), "credential", "add", "east", "--from-file=-");
    run("", "rotate", "west");
    run("", "trust", "renew", "--due", "360d");
    run("", "trust", "revoke", "east");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    run("", "render", "--dry-run");
    run("", "render");
    workspace.replace("mesh.yaml", "https://east.example:6443", "https://east.example:8443");
    run("", "render");
    workspace.delete("rendered/clusters/east/meshgen.lock");
    run("", "adopt", "clusters/east/trust/cacerts.sops.yaml", "discovery/east.sops.yaml");

    List<String> secrets = secrets();
    secrets.add(token.token());
    for (String secret : secrets) {
      workspace
          .tree(".")
          .forEach(
              (path, content) -> {
                if (!path.startsWith("keys/")) {
                  assertThat(content.contains(secret)).as(path).isFalse();
                }
              });
      assertThat(printed.indexOf(secret)).isNegative();
    }
  }

  /** Stopped half-way, a run shows what it otherwise removes: its journal, temporary files. */
  @Test
  void writesNothingInTheClearToAFileOnTheWay() throws Exception {
    run("", "render");
    workspace.append("mesh.yaml", TestMesh.cluster("south", "net-south"));
    for (int entry = 0; entry < 100; entry++) {
      Files.createDirectory(folder.resolve("rendered/.meshgen-" + entry + ".tmp"));
    }

    Run interrupted = workspace.run("render");

    assertThat(interrupted.code()).isEqualTo(ExitCode.ENVIRONMENT);
    SortedMap<String, String> left = workspace.tree("rendered");
    assertThat(left).containsKeys(".meshgen/journal", "clusters/south/trust/cacerts.sops.yaml");
    List<String> secrets = secrets();
    left.forEach(
        (path, content) -> {
          assertThat(content).as(path).doesNotContain("PRIVATE KEY");
          assertThat(secrets).as(path).noneMatch(content::contains);
        });
  }

  /** Keys that wait for their certificate, and those that got it. */
  @Test
  void showsNoKeyOfARequest() throws Exception {
    workspace.replace(
        "mesh.yaml", "  delivery:\n", "  trust: {authority: {csr: {}}}\n  delivery:\n");
    run("", "trust", "csr");
    List<String> waiting = new ArrayList<>(secrets(CsrMesh.KEY, "east", "west"));
    run("", "trust", "csr", "west", "--again");
    waiting.addAll(secrets(CsrMesh.KEY, "west"));
    ForeignCa root = CsrMesh.root();
    workspace.write(
        "signed.pem",
        ForeignCa.answering(workspace.read(CsrMesh.REQUEST.formatted("east")), Workspace.NOW)
                .issuedBy(root)
                .pem()
            + root.pem());
    run("", "trust", "import", "signed.pem");
    run("", "trust", "status", "--format", "json");
    run("", "trust", "show", "--format", "json");
    run("", "render", "--verify");
    workspace.write(
        "other.pem", ImportedMesh.signer("west", ForeignCa.ec("secp256r1"), root).pem());
    Run refused = workspace.run("trust", "import", "other.pem");
    assertThat(refused.code()).isEqualTo(ExitCode.PROBLEMS);
    printed.append(refused.out()).append(refused.err());

    assertThat(secrets(CsrMesh.CACERTS, "east")).isSubsetOf(waiting);
    for (String secret : waiting) {
      workspace
          .tree(".")
          .forEach((path, content) -> assertThat(content.contains(secret)).as(path).isFalse());
      assertThat(printed.indexOf(secret)).isNegative();
    }
  }

  private List<String> secrets(String path, String... clusters) throws Exception {
    List<String> secrets = new ArrayList<>();
    for (String cluster : clusters) {
      String key =
          Sops.with(workspace, "keys/all.agekey").open(path.formatted(cluster)).get("ca-key.pem");
      addLines(key, secrets);
    }
    assertThat(secrets).hasSizeGreaterThan(clusters.length);
    return secrets;
  }

  @Test
  void refusesASpecThatWouldPutASecretIntoTheTree() throws Exception {
    String key = "-----BEGIN " + "PRIVATE KEY-----\\n" + "M".repeat(40) + "\\n";
    for (String secret : new String[] {key, AccountToken.lasting().token()}) {
      workspace.write("leak.yaml", workspace.read("mesh.yaml"));
      workspace.append("leak.yaml", "  values: {istiod: {env: {LEAK: \"" + secret + "\"}}}\n");

      Run run = workspace.run("render", "-f", "leak.yaml");

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PROBLEMS);
      assertThat(run.err()).contains("error[MG1015]", "in the clear");
      assertThat(workspace.exists("rendered")).isFalse();
    }
  }

  @Test
  void knowsNoOtherPlaceForTemporaryFilesThanTheTree() {
    // The user's sops learns of groups of recipients from a file alone, which names nothing else.
    Workspace.files(Path.of("src/main/java"))
        .forEach(
            (path, source) ->
                assertThat(source)
                    .as(path)
                    .doesNotContain(
                        path.equals("dev/meshgen/seal/sops/UserSops.java")
                            ? new String[] {"java.io.tmpdir"}
                            : new String[] {"createTemp", "java.io.tmpdir"}));
  }

  /** Every line of every key that is sealed, as it is in PEM and again in base64. */
  private List<String> secrets() throws Exception {
    Sops sops = Sops.with(workspace, "keys/all.agekey");
    List<String> secrets = new ArrayList<>();
    for (String path : workspace.tree("rendered").keySet()) {
      if (path.endsWith(".sops.yaml") && !path.startsWith(".")) {
        for (Map.Entry<String, String> value : sops.open("rendered/" + path).entrySet()) {
          if (value.getKey().endsWith("key.pem")) {
            addLines(value.getValue(), secrets);
          }
        }
      }
    }
    assertThat(secrets).hasSizeGreaterThan(6);
    for (String file : new String[] {TestMesh.ROOT_KEY, TestMesh.CLUSTERS_KEY}) {
      secrets.add(workspace.read(file).lines().skip(2).findFirst().orElseThrow());
    }
    return secrets;
  }

  private static void addLines(String pem, List<String> secrets) {
    for (String line : pem.lines().toList()) {
      if (!line.startsWith("-----") && line.length() > 16) {
        secrets.add(line);
        String twice = Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.US_ASCII));
        secrets.add(twice.substring(0, twice.length() / 4 * 4 - 4));
      }
    }
  }
}
