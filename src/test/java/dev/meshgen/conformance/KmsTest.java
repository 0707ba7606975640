package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.ConsumerYaml;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's sops, the real one, with a KMS that is played. */
@Tag("conformance")
class KmsTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        istio: {version: "1.31.1"}
        secrets:
          sops:
            age: ["%s"]
            kms: [{arn: "KEY-clusters", context: {mesh: retail, stage: a}}]
            root:
              keyGroups:
              - age: ["%s"]
              - kms: [{arn: "KEY-root"}]
              - age: ["%s"]
              shamirThreshold: 2
        delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {platform: eks, network: a, kubernetes: {apiServer: "https://east.example:6443"}}
      """
          .replace("KEY", KEY);
  private static final String CACERTS = "rendered/clusters/east/trust/cacerts.sops.yaml";
  private static final String ROOT = "rendered/trust/root-ca.sops.yaml";

  @TempDir private Path folder;
  private final KmsDouble kms = new KmsDouble();
  private Workspace workspace;

  @BeforeEach
  void write() {
    workspace = new Workspace(folder);
    workspace.write(
        "mesh.yaml",
        SPEC.formatted(
            workspace.identity("clusters.txt"),
            workspace.identity("one.txt"),
            workspace.identity("two.txt")));
    workspace.with("PATH", String.join(File.pathSeparator, Tool.folders()));
    kms.environment().forEach(workspace::with);
    workspace.with("AWS_REGION", "eu-west-1").holding("one.txt").trustingNobody();
  }

  @AfterEach
  void stop() {
    kms.close();
  }

  private Workspace.Run meshgen(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private Map<String, String> environment(String... identity) {
    Map<String, String> environment = new HashMap<>(kms.environment());
    environment.put("AWS_REGION", "eu-west-1");
    if (identity.length > 0) {
      String keys = "";
      for (String file : identity) {
        keys += workspace.read(file).lines().filter(line -> !line.startsWith("#")).toList().get(0);
        keys += "\n";
      }
      environment.put("SOPS_AGE_KEY", keys);
    }
    return environment;
  }

  private Tool.Run decrypt(String file, Map<String, String> environment) {
    return Tool.SOPS.in(folder, environment, "decrypt", file);
  }

  @Test
  void sealsWhatSopsOpensWithTheServiceAlone() {
    meshgen("render");
    String cacerts = decrypt(CACERTS, environment()).succeeded();
    assertThat(ConsumerYaml.readOne(cacerts).at("/stringData/ca-key.pem").asString())
        .contains("PRIVATE KEY");
    assertThat(decrypt(CACERTS, environment("clusters.txt")).succeeded()).isEqualTo(cacerts);
  }

  @Test
  void sharesTheRootAmongGroups() {
    meshgen("render");
    kms.deny("Decrypt");
    String both = decrypt(ROOT, environment("one.txt", "two.txt")).succeeded();
    decrypt(ROOT, environment("one.txt")).failed();
    decrypt(ROOT, environment("clusters.txt")).failed();
    kms.deny("");
    assertThat(decrypt(ROOT, environment("two.txt")).succeeded()).isEqualTo(both);
    decrypt(ROOT, environment("clusters.txt")).failed();
  }

  /** What sops writes for the rules of the tree has the keys that meshgen wrote. */
  @Test
  void hasRulesThatSealForTheSame() {
    meshgen("render");
    for (String file : new String[] {CACERTS, ROOT}) {
      workspace.write("plain.yaml", decrypt(file, environment("one.txt", "clusters.txt")).out());
      String inTree = file.substring("rendered/".length());
      String again =
          Tool.SOPS
              .in(
                  folder.resolve("rendered"),
                  environment(),
                  "encrypt",
                  "--filename-override",
                  inTree,
                  folder.resolve("plain.yaml").toString())
              .succeeded();
      assertThat(keys(again)).isEqualTo(keys(workspace.read(file)));
    }
  }

  private static String keys(String file) {
    return file.substring(file.indexOf("\nsops:"))
        .replaceAll("(?m)^ *(hc_vault|age): \\[]\n", "")
        .replaceAll("- (hc_vault|age): \\[]\n *", "- ")
        .replaceAll("(?m)^ *[-A-Za-z0-9+/=]{40,}\n", "")
        .replaceAll("(?m)(created_at|enc|lastmodified|mac): .*$", "$1:");
  }

  @Test
  void mintsNoRootThatTheServiceRefuses() {
    kms.deny("Encrypt");
    Workspace.Run run = workspace.run("render");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("MG1133").contains("kms:Encrypt");
    assertThat(workspace.exists("rendered/trust")).isFalse();
  }

  @Test
  void opensWithTheServiceToVerifyAndToReseal() {
    meshgen("render");
    workspace.holding("two.txt");
    assertThat(meshgen("render", "--check", "--verify").err()).doesNotContain("error");
    String other = workspace.identity("other.txt");
    workspace.replace("mesh.yaml", "      age: [", "      age: [\"" + other + "\", ");
    SortedMap<String, String> before = workspace.tree("rendered");
    kms.deny("Decrypt");
    Workspace.Run denied = workspace.run("render");
    assertThat(denied.code()).isNotZero();
    assertThat(denied.err()).contains("kms:Decrypt");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    kms.deny("");
    meshgen("render");
    decrypt(CACERTS, environment("other.txt")).succeeded();
  }

  @Test
  void adoptsWhatSopsRotated() {
    meshgen("render");
    rotated().succeeded();
    assertThat(workspace.run("render", "--check").code()).isNotZero();
    meshgen("adopt", CACERTS);
    meshgen("render", "--check");
  }

  /** sops asks a service once only, and may lose the answer on a busy machine. */
  private Tool.Run rotated() {
    Tool.Run run = Tool.SOPS.in(folder, environment("clusters.txt"), "rotate", "-i", CACERTS);
    for (int again = 0; again < 3 && run.err().contains("closed network connection"); again++) {
      run = Tool.SOPS.in(folder, environment("clusters.txt"), "rotate", "-i", CACERTS);
    }
    return run;
  }

  /** Nothing is asked of the service where nothing has to be opened or sealed. */
  @Test
  void checksWithoutTheService() {
    meshgen("render");
    int calls = kms.calls().size();
    workspace.with("PATH", "/nowhere");
    meshgen("render", "--check");
    meshgen("render", "--frozen");
    assertThat(kms.calls()).hasSize(calls);
  }
}
