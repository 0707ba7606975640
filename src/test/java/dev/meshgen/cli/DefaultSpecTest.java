package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without -f the spec is all that lies beside the nearest mesh.yaml. */
class DefaultSpecTest {
  @TempDir Path folder;

  private Workspace shop;
  private SortedMap<String, String> before;

  @BeforeEach
  void quickstart() {
    Workspace above = new Workspace(folder);
    above.run("init", "shop");
    above.write("shop/cluster-2.yaml", TestMesh.cluster("cluster-2", "network-2"));
    above.holding("shop/keys/root.agekey");
    Run run = above.run("render", "-f", "shop", "-o", "shop/rendered");
    assertThat(run.code()).as(run.err()).isZero();
    shop = new Workspace(folder.resolve("shop"));
    before = shop.tree("rendered");
  }

  private static void changesNothing(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("nothing to change");
  }

  @Test
  void takesTheFilesBesideTheMesh() {
    changesNothing(shop.run("render"));
    assertThat(shop.run("render", "--check").code()).isZero();
    assertThat(shop.tree("rendered")).isEqualTo(before);
    assertThat(shop.run("images").out()).contains("istio");
    assertThat(shop.run("explain", "cluster/cluster-2", "spec.network").out())
        .contains("network-2");
  }

  @Test
  void takesThemFromBelowAndWritesBesideThem() {
    shop.write("teams/a/notes.txt", "");

    Run run = new Workspace(folder.resolve("shop/teams/a")).run("render");

    changesNothing(run);
    assertThat(run.err()).contains("../../rendered: nothing to change");
    assertThat(shop.exists("teams/a/rendered")).isFalse();
  }

  @Test
  void namesFilesAsTheyLieHere() {
    shop.replace("cluster-2.yaml", "platform: eks", "platform: ekz");

    assertThat(shop.run("validate").err()).startsWith("cluster-2.yaml:");
    shop.write("teams/x", "");
    assertThat(new Workspace(folder.resolve("shop/teams")).run("validate").err())
        .contains("../cluster-2.yaml:");
  }

  @Test
  void skipsWhatIsNoDocumentOfOursWithANote() {
    shop.write("kustomization.yaml", "kind: Kustomization\nresources: []\n");
    shop.write("docker-compose.yml", "services:\n  web: {image: x}\n");
    shop.write(
        "chart/templates/deployment.yaml", "{{- if .Values.x }}\nkind: Deployment\n{{ end }}\n");
    shop.write("ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n");
    shop.append(
        "cluster-2.yaml", "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n");

    Run run = shop.run("render");

    changesNothing(run);
    assertThat(run.err())
        .contains(
            "skipped 4 files without a meshgen document: chart/templates/deployment.yaml,"
                + " docker-compose.yml, kustomization.yaml and 1 more",
            "skipped the document at cluster-2.yaml:",
            "which is not a meshgen document: v1 Namespace");
  }

  @Test
  void skipsNothingThatCouldBeOursWithAMistakeInIt() {
    shop.write("three.yaml", "kind: Cluster\nmetadata: {name: three}\nspec: {platform: eks}\n");
    shop.write("four.yaml", "apiVersion: meshgen.dev/v1\nkind: Cluster\nmetadata: {name: four}\n");

    Run run = shop.run("render");

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err())
        .contains("three.yaml:1:1: error[MG0201]: missing apiVersion")
        .contains("four.yaml:1:13: error[MG0201]: unknown apiVersion \"meshgen.dev/v1\"");
  }

  @Test
  void namedByItselfAForeignFileIsStillAnError() {
    shop.write("ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n");

    assertThat(shop.run("validate", "-f", "mesh.yaml", "-f", "ns.yaml").err())
        .contains("unknown apiVersion \"v1\"");
  }

  @Test
  void leavesAMeshInAFolderBelowToItself() {
    new Workspace(folder).run("init", "shop/other");

    changesNothing(shop.run("render"));
  }

  @Test
  void doesNotLookAboveTheCheckout() {
    shop.write("inner/.git/HEAD", "ref: refs/heads/main\n");

    Run run = new Workspace(folder.resolve("shop/inner")).run("render");

    assertThat(run.code()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(run.err()).contains("mesh.yaml does not exist here or in a folder above");
  }
}
