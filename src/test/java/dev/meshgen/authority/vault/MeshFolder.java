package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** A folder with a mesh of primaries, which speaks with a Vault, and what commands there print. */
public abstract class MeshFolder {
  private final Workspace workspace;
  private final String rootRecipient;
  private final List<String> printed = new ArrayList<>();

  MeshFolder(Path folder) {
    workspace = new Workspace(folder).at(Instant.now());
    rootRecipient = workspace.identity("keys/root.agekey");
  }

  /** Of the key that signs. */
  String rootRecipient() {
    return rootRecipient;
  }

  /** Writes the spec: these values of a mesh, and so many clusters. */
  void write(String authority, String validity, String secrets, String delivery, int clusters) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: meshgen.dev/v1alpha1
            kind: Mesh
            metadata: {name: retail}
            spec:
              istio: {version: "1.31.1"}
              trust:
                authority: %s
                intermediate: {validity: %s}
              secrets: %s
              delivery: %s
            """
                .formatted(authority, validity, secrets, delivery));
    IntStream.range(0, clusters).forEach(i -> text.append(cluster("c" + (i + 10), i)));
    workspace.write("mesh.yaml", text.toString());
  }

  private static String cluster(String name, int number) {
    return """
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: %1$s}
        spec:
          platform: eks
          network: net-%1$s
          eastWest: {address: 10.0.0.%2$d}
          kubernetes: {version: "1.34", apiServer: "https://%1$s.example:6443"}
        """
        .formatted(name, number + 1);
  }

  public Workspace workspace() {
    return workspace;
  }

  public Workspace.Run run(String... arguments) {
    return shown(workspace.run(arguments));
  }

  /** Runs with standard input. */
  public Workspace.Run runWith(String input, String... arguments) {
    return shown(workspace.runWith(input, arguments));
  }

  private Workspace.Run shown(Workspace.Run run) {
    printed.add(run.out() + run.err());
    return run;
  }

  /** Runs, which must succeed; what it said. */
  public String done(String... arguments) {
    Workspace.Run run = run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run.err();
  }

  /** Runs, which must fail and leave the tree as it is; what it said. */
  public String refused(int code, String... arguments) {
    SortedMap<String, String> before = tree();
    Workspace.Run run = run(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(tree()).isEqualTo(before);
    return run.err();
  }

  public SortedMap<String, String> tree() {
    return Workspace.files(workspace.folder().resolve("rendered"));
  }

  public String policy() {
    Workspace.Run run = run("trust", "policy");
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  /** All that was printed so far. */
  public String printed() {
    return String.join("\n", printed);
  }
}
