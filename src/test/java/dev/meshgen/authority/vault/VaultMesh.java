package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** A mesh in a folder whose intermediates a Vault signs. */
public final class VaultMesh {
  private final Workspace workspace;
  private final String recipient;
  private final String rootRecipient;
  private final List<String> printed = new ArrayList<>();

  public VaultMesh(Path folder) {
    workspace = new Workspace(folder).at(Instant.now());
    recipient = workspace.identity("keys/clusters.agekey");
    rootRecipient = workspace.identity("keys/root.agekey");
  }

  /** Writes the spec: these settings of {@code vault}, and so many clusters. */
  public VaultMesh spec(String vault, int clusters) {
    return spec("{vault: " + vault + "}", "365d", clusters);
  }

  public VaultMesh spec(String authority, String validity, int clusters) {
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
              secrets: {sops: {age: [%s], root: {age: [%s]}}}
              delivery: {argocd: {repoURL: "https://git.example/platform.git"}}
            """
                .formatted(authority, validity, recipient, rootRecipient));
    IntStream.range(0, clusters).forEach(i -> text.append(cluster("c" + (i + 10), i)));
    workspace.write("mesh.yaml", text.toString());
    return this;
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

  public VaultMesh with(String variable, String value) {
    workspace.with(variable, value);
    return this;
  }

  public Workspace.Run run(String... arguments) {
    Workspace.Run run = workspace.run(arguments);
    printed.add(run.out() + run.err());
    return run;
  }

  /** Renders, which must succeed; what it said. */
  public String rendered(String... more) {
    List<String> arguments = new ArrayList<>(List.of("render"));
    arguments.addAll(List.of(more));
    Workspace.Run run = run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.err();
  }

  /** Renders, which must fail and leave nothing; what it said. */
  public String refused(int code) {
    SortedMap<String, String> before = tree();
    Workspace.Run run = run("render");
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(tree()).isEqualTo(before);
    return run.err();
  }

  public SortedMap<String, String> tree() {
    return Workspace.files(workspace.folder().resolve("rendered"));
  }

  /** A sealed file of a cluster. */
  public String cacerts(String cluster) {
    return tree().get("clusters/" + cluster + "/trust/cacerts.sops.yaml");
  }

  /** Certificate and key of a root that meshgen made, as whoever holds its identity reads them. */
  public String openedRoot() throws SealException {
    Keyrings keys =
        Held.in(
            Map.of("SOPS_AGE_KEY_FILE", workspace.folder().resolve("keys/root.agekey").toString()));
    StringBuilder bundle = new StringBuilder();
    byte[] sealed = tree().get("trust/root-ca.sops.yaml").getBytes(StandardCharsets.ISO_8859_1);
    try (SecretManifest manifest = SopsFile.open(sealed, keys)) {
      manifest
          .values()
          .values()
          .forEach(
              pem -> bundle.append(new String(pem.copy(), StandardCharsets.US_ASCII)).append('\n'));
    }
    return bundle.toString();
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
