package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who discovers whom, whose credential lies where and for whom, and what happens when that changes.
 */
class DiscoveryGroupsTest {
  private static final String OTHER_KEY = "keys/america.agekey";
  private static final String NONE = "  discovery: {mode: none}\n";

  @TempDir Path folder;

  private Workspace workspace;
  private TestMesh mesh;
  private String america;

  @BeforeEach
  void write() {
    mesh = TestMesh.in(folder);
    workspace = mesh.workspace().holding(TestMesh.ROOT_KEY);
    america = workspace.identity(OTHER_KEY);
    String spec = workspace.read("mesh.yaml");
    workspace.write(
        "mesh.yaml",
        spec.substring(0, spec.indexOf("---"))
            + groups("[" + america + "]")
            + cluster("eu-1", "europe: a")
            + cluster("eu-2", "europe: a")
            + cluster("shared", "europe: a, america: a")
            + cluster("us-1", "america: a"));
  }

  private static String groups(String americans) {
    return """
      discovery:
        mode: groups
        groups:
        - {name: europe, match: {europe: a}}
        - {name: america, match: {america: a}, age: %s}
    """
        .formatted(americans);
  }

  private static String cluster(String name, String labels) {
    return TestMesh.cluster(name, "net-" + name)
        .replace("name: " + name + "\n", "name: " + name + "\n  labels: {" + labels + "}\n");
  }

  private void fileAll() {
    mesh.render();
    for (String cluster : List.of("eu-1", "eu-2", "shared", "us-1")) {
      Run added =
          workspace.runWith(
              AccountToken.lasting().secret(), "credential", "add", cluster, "--from-file", "-");
      assertThat(added.code()).as(added.err()).isZero();
    }
  }

  /** The clusters whose sealed files the discovery layer of a cluster applies. */
  private Set<String> seenBy(String cluster) {
    String application = workspace.read("rendered/argocd/clusters/" + cluster + "/discovery.yaml");
    int path = application.indexOf("    path: rendered/") + "    path: rendered/".length();
    Set<String> seen = new TreeSet<>();
    collect("rendered/" + application.substring(path, application.indexOf('\n', path)), seen);
    return seen;
  }

  private void collect(String base, Set<String> seen) {
    for (String line : workspace.read(base + "/kustomization.yaml").lines().toList()) {
      String item = line.strip().replaceFirst("^- ", "").replace("\"", "");
      if (item.startsWith("../../../")) {
        collect("rendered/" + item.substring("../../../".length()), seen);
      } else if (item.equals("generator.yaml")) {
        workspace
            .read(base + "/generator.yaml")
            .lines()
            .map(String::strip)
            .filter(file -> file.startsWith("- ./"))
            .forEach(file -> seen.add(file.substring(4, file.length() - ".sops.yaml".length())));
      }
    }
  }

  @Test
  void everyClusterSeesThoseItSharesAGroupWith() {
    fileAll();

    assertThat(seenBy("eu-1")).containsExactly("eu-1", "eu-2", "shared");
    assertThat(seenBy("eu-2")).containsExactly("eu-1", "eu-2", "shared");
    assertThat(seenBy("us-1")).containsExactly("shared", "us-1");
    assertThat(seenBy("shared")).containsExactly("eu-1", "eu-2", "shared", "us-1");
    assertThat(workspace.read("rendered/argocd/clusters/eu-1/discovery.yaml"))
        .contains(
            "/rendered/clusters/eu-1/discovery;/rendered/discovery/america_europe;/rendered/discovery/europe");
  }

  @Test
  void everyCredentialIsSealedOnceAndForThoseWhoMayReadItOnly() throws SealException {
    fileAll();

    String europe = mesh.clustersRecipient();
    assertThat(readers("europe/eu-1")).containsExactly(europe);
    assertThat(readers("europe/eu-2")).containsExactly(europe);
    assertThat(readers("america/us-1")).containsExactly(america);
    assertThat(readers("america_europe/shared")).containsExactlyInAnyOrder(europe, america);
    assertThat(workspace.tree("rendered").keySet())
        .filteredOn(path -> path.startsWith("discovery/") && path.endsWith(".sops.yaml"))
        .hasSize(4);
    assertThat(workspace.read("rendered/.sops.yaml"))
        .contains("^discovery/america/[^/]+", "^discovery/america_europe/[^/]+");
  }

  private List<String> readers(String file) throws SealException {
    byte[] sealed = workspace.bytes("rendered/discovery/" + file + ".sops.yaml");
    return SopsFile.read(sealed).recipients().stream().map(Recipient::text).toList();
  }

  @Test
  void renderedAgainNothingChangesAndNoKeyIsNeeded() {
    fileAll();
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holdingNothing();

    assertThat(workspace.run("render", "--frozen").err()).contains("nothing to change");
    assertThat(workspace.run("render", "--check").code()).isZero();
    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void aNewClusterOfAGroupTouchesNoOther() {
    fileAll();
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.append("mesh.yaml", cluster("eu-3", "europe: a"));

    mesh.render();

    SortedMap<String, String> changes = Workspace.difference(before, workspace.tree("rendered"));
    changes.keySet().removeIf(path -> path.contains("/eu-3"));
    assertThat(changes)
        .containsOnlyKeys(
            "README.md", "argocd/mesh/kustomization.yaml", "argocd/mesh/project.yaml");
  }

  @Test
  void aFileMovesAsItIsWhereItsReadersStayTheSame() {
    String same = "[" + mesh.clustersRecipient() + "]";
    workspace.write(
        "mesh.yaml",
        workspace.read("mesh.yaml").replace(groups("[" + america + "]"), groups(same)));
    fileAll();
    String sealed = workspace.read("rendered/discovery/europe/eu-2.sops.yaml");
    workspace.holdingNothing();
    workspace.replace(
        "mesh.yaml", "name: eu-2\n  labels: {europe: a}", "name: eu-2\n  labels: {america: a}");

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("moved the credential of eu-2 to discovery/america/eu-2.sops.yaml")
        .contains(
            "eu-2: its remote secret is removed from the clusters that no longer share a group");
    assertThat(workspace.read("rendered/discovery/america/eu-2.sops.yaml")).isEqualTo(sealed);
    assertThat(workspace.exists("rendered/discovery/europe/eu-2.sops.yaml")).isFalse();
    assertThat(seenBy("us-1")).containsExactly("eu-2", "shared", "us-1");
    assertThat(seenBy("eu-1")).containsExactly("eu-1", "shared");
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void aClusterThatGainsAGroupIsLostToNobody() {
    String same = "[" + mesh.clustersRecipient() + "]";
    workspace.write(
        "mesh.yaml",
        workspace.read("mesh.yaml").replace(groups("[" + america + "]"), groups(same)));
    fileAll();
    workspace.holdingNothing();
    workspace.replace(
        "mesh.yaml",
        "name: eu-2\n  labels: {europe: a}",
        "name: eu-2\n  labels: {europe: a, america: a}");

    Run run = workspace.run("render");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("its remote secret goes");
    assertThat(seenBy("eu-1")).contains("eu-2");
    assertThat(seenBy("us-1")).contains("eu-2");
  }

  @Test
  void aFileForOtherReadersIsResealedByWhoOpensItAndNamedToOthers() throws SealException {
    fileAll();
    SortedMap<String, String> before = workspace.tree("rendered");
    workspace.holdingNothing();
    workspace.replace(
        "mesh.yaml", "name: eu-2\n  labels: {europe: a}", "name: eu-2\n  labels: {america: a}");

    Run refused = workspace.run("render");

    assertThat(refused.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(refused.err())
        .contains("error[MG1006]", "rendered/discovery/europe/eu-2.sops.yaml", "to be resealed");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    workspace.holding(TestMesh.CLUSTERS_KEY);
    Run run = workspace.run("render");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("resealed discovery/america/eu-2.sops.yaml", "MG1014");
    assertThat(readers("america/eu-2")).containsExactly(america);
    assertThat(workspace.run("render", "--check").code()).isZero();
  }

  @Test
  void fromOneBaseForAllToGroupsAndBack() {
    String spec = workspace.read("mesh.yaml");
    String same =
        spec.replace("age: [" + america + "]}", "age: [" + mesh.clustersRecipient() + "]}");
    String full = same.replace(groups("[" + mesh.clustersRecipient() + "]"), "");
    workspace.write("mesh.yaml", full);
    fileAll();
    SortedMap<String, String> before = workspace.tree("rendered");
    assertThat(seenBy("us-1")).hasSize(4);
    workspace.holdingNothing().write("mesh.yaml", same);
    mesh.render();
    assertThat(seenBy("us-1")).containsExactly("shared", "us-1");
    assertThat(workspace.exists("rendered/discovery/kustomization.yaml")).isFalse();

    workspace.write("mesh.yaml", full);
    mesh.render();

    assertThat(workspace.tree("rendered")).isEqualTo(before);
  }

  @Test
  void withoutDiscoveryThereIsNoBaseNoTokenAndNoCredentialToAdd() {
    String spec = workspace.read("mesh.yaml");
    workspace.write("mesh.yaml", spec.replace(groups("[" + america + "]"), NONE));

    Run run = mesh.render();

    assertThat(run.err()).doesNotContain("MG1005");
    assertThat(workspace.tree("rendered").keySet())
        .noneMatch(path -> path.startsWith("discovery/"))
        .noneMatch(path -> path.contains("/access/reader"));
    Run added =
        workspace.runWith(
            AccountToken.lasting().secret(), "credential", "add", "eu-1", "--from-file", "-");
    assertThat(added.code()).isEqualTo(ExitCode.USAGE);
    assertThat(added.err())
        .contains("no other cluster discovers \"eu-1\": Mesh.spec.discovery.mode is `none`");
  }

  @Test
  void aCredentialOfAGroupIsRemovedAndAdopted() {
    fileAll();

    assertThat(workspace.run("credential", "remove", "us-1").code()).isZero();

    assertThat(seenBy("shared")).containsExactly("eu-1", "eu-2", "shared");
    workspace.holding(TestMesh.CLUSTERS_KEY);
    assertThat(workspace.run("adopt", "discovery/europe/eu-1.sops.yaml").code()).isZero();
    assertThat(workspace.run("render", "--check").code()).isZero();
  }
}
