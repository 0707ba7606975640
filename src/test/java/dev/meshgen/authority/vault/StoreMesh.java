package dev.meshgen.authority.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.yaml.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A mesh in a folder whose keys a Vault keeps. */
public final class StoreMesh {
  /** The reader that most tests use. */
  public static final String ESO = "externalSecrets: {secretStoreRef: {name: mesh-vault}}";

  private static final Pattern PATH = Pattern.compile("(?m)^      path: \"?([^\\s\"]+)\"?$");

  private final Workspace workspace;
  private final String rootRecipient;
  private final List<String> printed = new ArrayList<>();
  private String secrets = "";
  private String authority = "{generated: {}}";
  private String validity = "365d";
  private String delivery = "{argocd: {repoURL: \"https://git.example/platform.git\"}}";

  public StoreMesh(Path folder) {
    workspace = new Workspace(folder).at(Instant.now());
    rootRecipient = workspace.identity("keys/root.agekey");
    workspace.holding("keys/root.agekey");
  }

  /** With another authority. */
  public StoreMesh authority(String text) {
    authority = text;
    return this;
  }

  /** With another validity of intermediates. */
  public StoreMesh validity(String text) {
    validity = text;
    return this;
  }

  /** With another engine. */
  public StoreMesh delivery(String text) {
    delivery = text;
    return this;
  }

  /** Writes the spec: these settings of {@code secrets.vault}, and so many clusters. */
  public StoreMesh spec(String vault, int clusters) {
    secrets = "{sops: {root: {age: [" + rootRecipient + "]}}, vault: {" + placed(vault) + "}}";
    return write(clusters);
  }

  /** Below a path that no other test of a mesh of this name has. */
  private static String placed(String vault) {
    return vault.contains(" path: ") ? vault : vault + ", path: meshgen/retail";
  }

  /** The same mesh, sealed in the tree. */
  public StoreMesh sealed(int clusters) {
    String recipient = workspace.identity("keys/clusters.agekey");
    workspace.holding("keys/root.agekey");
    secrets = "{sops: {age: [" + recipient + "], root: {age: [" + rootRecipient + "]}}}";
    return write(clusters);
  }

  private StoreMesh write(int clusters) {
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
    IntStream.range(0, clusters)
        .forEach(
            i ->
                text.append(
                    """
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
                        .formatted("c" + (i + 10), i + 1)));
    workspace.write("mesh.yaml", text.toString());
    return this;
  }

  public Workspace workspace() {
    return workspace;
  }

  public StoreMesh with(String variable, String value) {
    workspace.with(variable, value);
    return this;
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

  /** What fetches the key of a cluster. */
  public String cacerts(String cluster) {
    return tree().get("clusters/" + cluster + "/trust/cacerts.vault.yaml");
  }

  /** Where its lock says that the key is kept, below the mount. */
  public String path(String cluster) {
    Matcher found = PATH.matcher(tree().get("clusters/" + cluster + "/meshgen.lock"));
    assertThat(found.find()).isTrue();
    return found.group(1);
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

  /** What is kept below a path, by path, as who may read it would see it. */
  public static SortedMap<String, Map<?, ?>> kept(VaultAdmin admin, String mount, String folder) {
    SortedMap<String, Map<?, ?>> kept = new TreeMap<>();
    for (String name : listed(admin, mount, folder)) {
      String path = folder + "/" + name;
      if (name.endsWith("/")) {
        kept.putAll(kept(admin, mount, path.substring(0, path.length() - 1)));
      } else {
        data(admin, mount, path).ifPresent(found -> kept.put(path, found));
      }
    }
    return kept;
  }

  private static List<String> listed(VaultAdmin admin, String mount, String folder) {
    VaultAdmin.Reply reply = admin.list(mount + "/metadata/" + folder);
    if (reply.status() == 404) {
      return List.of();
    }
    return ((List<?>) ((Map<?, ?>) json(reply).get("data")).get("keys"))
        .stream().map(String::valueOf).toList();
  }

  private static Optional<Map<?, ?>> data(VaultAdmin admin, String mount, String path) {
    VaultAdmin.Reply reply = admin.read(mount + "/data/" + path);
    return reply.status() == 404
        ? Optional.empty()
        : Optional.of((Map<?, ?>) json(reply).get("data"));
  }

  private static Map<String, Object> json(VaultAdmin.Reply reply) {
    return JsonObject.parse(reply.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
