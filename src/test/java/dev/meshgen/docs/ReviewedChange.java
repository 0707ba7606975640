package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.testing.GitFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The changes of a mesh that the page about reviews shows as several tools show them, each beside
 * the tree that was committed: {@code git diff HEAD}.
 */
public enum ReviewedChange {
  UPGRADE("Istio 1.30.5 → 1.31.1 in every cluster"),
  OPENED_GATEWAY("one gateway opened to the internet"),
  SECOND_ROOT("a second root, trusted by every cluster");

  /** As the page says. */
  private static final int COUNT = 30;

  private static final Path PAGE = Path.of("src/docs/review.md");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final String CLUSTERS_KEY = "keys/clusters.agekey";
  private static final String ROOT_KEY = "keys/root.agekey";
  private static final String CLUSTER =
      """
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: eks-%02d}
      spec:
        platform: eks
        network: net-%02d
        kubernetes: {version: "1.34", apiServer: "https://eks-%02d.example:6443"}
        podCIDRs: [10.%d.0.0/16]
      """;

  private final String row;

  ReviewedChange(String row) {
    this.row = row;
  }

  /**
   * What the table of the page says of it.
   *
   * @param column counted from 1
   * @return the numbers in the cell, in their order
   */
  public List<Integer> said(int column) {
    String line =
        Page.read(PAGE)
            .text()
            .lines()
            .filter(each -> each.startsWith("| " + row + " |"))
            .findFirst()
            .orElseThrow();
    return NUMBER
        .matcher(line.split("\\|")[column + 1])
        .results()
        .map(MatchResult::group)
        .map(Integer::valueOf)
        .toList();
  }

  /** Renders the mesh, commits it, and then renders it with the change. */
  public Workspace in(Path folder) {
    Workspace workspace = new Workspace(folder);
    String clusters = workspace.identity(CLUSTERS_KEY);
    String root = workspace.identity(ROOT_KEY);
    workspace
        .append(ROOT_KEY, workspace.read(CLUSTERS_KEY))
        .holding(ROOT_KEY)
        .write(".gitignore", "keys/\n")
        .write("mesh.yaml", spec(clusters, root));
    succeeds(workspace, "render");
    GitFolder repository = GitFolder.in(folder).commit("as it was");
    change(workspace);
    repository.git("add", "--all");
    return workspace;
  }

  private void change(Workspace workspace) {
    switch (this) {
      case UPGRADE -> {
        workspace.replace("mesh.yaml", "version: 1.30.5", "version: 1.31.1");
        succeeds(workspace, "render");
      }
      case OPENED_GATEWAY -> {
        workspace.replace(
            "mesh.yaml",
            "network: net-07\n",
            "network: net-07\n  eastWest: {exposure: internet}\n");
        succeeds(workspace, "render");
      }
      case SECOND_ROOT ->
          succeeds(workspace, "trust", "rotate", "root", "distribute", "--trust-recipients");
    }
  }

  private static String spec(String clusters, String root) {
    StringBuilder spec =
        new StringBuilder(
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: shop}
            spec:
              trustDomain: shop.example
              istio:
                version: 1.30.5
              secrets: {sops: {age: [%1$s], root: {age: [%2$s]}}}
              delivery: {argocd: {repoURL: "https://git.example/shop.git"}}
            """
                .formatted(clusters, root));
    for (int i = 1; i <= COUNT; i++) {
      spec.append(CLUSTER.formatted(i, i, i, i));
    }
    return spec.toString();
  }

  private static void succeeds(Workspace workspace, String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
  }
}
