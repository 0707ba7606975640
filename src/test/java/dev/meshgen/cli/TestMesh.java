package dev.meshgen.cli;

import java.nio.file.Path;

/**
 * A mesh of two clusters on two networks, its identities in {@code keys/}, its spec in {@code
 * mesh.yaml}, its tree in {@code rendered}.
 */
final class TestMesh {
  static final String ROOT_KEY = "keys/root.agekey";
  static final String CLUSTERS_KEY = "keys/clusters.agekey";

  private final Workspace workspace;
  private final String clustersRecipient;
  private final String rootRecipient;

  private TestMesh(Path folder) {
    workspace = new Workspace(folder);
    rootRecipient = workspace.identity(ROOT_KEY);
    clustersRecipient = workspace.identity(CLUSTERS_KEY);
    workspace.write(
        "mesh.yaml", mesh() + cluster("east", "net-east") + cluster("west", "net-west"));
  }

  /** Writes the spec; renders nothing. */
  static TestMesh in(Path folder) {
    return new TestMesh(folder);
  }

  /** Writes the spec and renders it; no one holds an identity afterwards. */
  static TestMesh rendered(Path folder) {
    TestMesh mesh = new TestMesh(folder);
    mesh.render();
    return mesh;
  }

  Workspace workspace() {
    return workspace;
  }

  String clustersRecipient() {
    return clustersRecipient;
  }

  String rootRecipient() {
    return rootRecipient;
  }

  /** Renders, which must succeed. */
  Workspace.Run render(String... more) {
    String[] arguments = new String[more.length + 1];
    arguments[0] = "render";
    System.arraycopy(more, 0, arguments, 1, more.length);
    Workspace.Run run = workspace.run(arguments);
    if (run.code() != ExitCode.OK) {
      throw new AssertionError("render failed with " + run.code() + ":\n" + run.err());
    }
    return run;
  }

  /** Renders, which must succeed and leave nothing that another render would change. */
  Workspace.Run settle() {
    Workspace.Run run = render();
    Workspace.Run check = workspace.run("render", "--check");
    if (check.code() != ExitCode.OK) {
      throw new AssertionError("the tree is stale:\n" + check.out() + check.err());
    }
    return run;
  }

  private String mesh() {
    return """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata:
          name: retail
        spec:
          trustDomain: retail.example
          istio:
            version: "1.30.5"
          secrets:
            sops:
              age:
                - %s
              root:
                age:
                  - %s
          delivery:
            argocd:
              repoURL: https://git.example/platform.git
        """
        .formatted(clustersRecipient, rootRecipient);
  }

  static String cluster(String name, String network) {
    return """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata:
          name: %1$s
        spec:
          platform: eks
          network: %2$s
          kubernetes:
            apiServer: https://%1$s.example:6443
        """
        .formatted(name, network);
  }
}
