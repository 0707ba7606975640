package dev.meshgen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the launcher runs to make its class-data archive: everyday commands in one process, so that
 * the archive holds every class they load. Needs nothing but the jar, and prints nothing.
 *
 * <p>Without it, rendering two clusters costs 1.3 times the CPU time.
 */
final class Training {
  // In the network of its own that the schema gives it, so that there are gateways.
  private static final String SECOND_CLUSTER =
      """
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata:
        name: cluster-2
        labels:
          ring: canary
      spec:
        platform: eks
        region: us-east-1
        kubernetes:
          version: "1.34"
        podCIDRs:
          - 10.0.0.0/16
        eastWest:
          address: 192.0.2.10
        values:
          istiod:
            resources:
              requests:
                cpu: 500m
      """;

  // Without a control plane, and on another platform.
  private static final String REMOTE =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata:
        name: cluster-3
      spec:
        platform: gke
        controlPlane:
          role: remote
          primaries: [cluster-2]
        eastWest:
          exposure: internet
          sourceRanges: [192.0.2.0/24]
        kubernetes:
          apiServer: https://cluster-3.example:6443
      """;

  private static final int MANY_CLUSTERS = 60;

  private final Path folder;
  private final Console console;

  private Training(Path folder) {
    this.folder = folder;
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    this.console =
        new Console(
            nowhere,
            nowhere,
            InputStream.nullInputStream(),
            folder,
            Map.of("SOPS_AGE_KEY_FILE", folder.resolve("hub/keys/root.agekey").toString()),
            Clock.systemUTC(),
            false);
  }

  /** Works in an empty folder, whose content is of no use afterwards. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(folder);
    new Training(folder).run();
  }

  private void run() throws IOException, InterruptedException {
    // Alone, because a lambda that two threads are first to use is not archived.
    Thread warmUp = WarmUp.thread();
    warmUp.start();
    warmUp.join();
    new StandardOutput(OutputStream.nullOutputStream()).lost();
    checkout();
    meshgen("--help");
    meshgen("init", "hub");
    mesh("hub");
    meshgen("init", "other", "--flux");
    mesh("other");
    large("large");
    meshgen("rotate", "cluster-2", "-f", "hub", "-o", "hub/rendered");
    meshgen("trust", "status", "-f", "hub", "-o", "hub/rendered");
    meshgen("diff", "hub/rendered", "other/rendered");
    meshgen("verify", "-f", "hub", "hub/rendered");
    meshgen("reseal", "-f", "hub", "-o", "hub/rendered");
    List<String> distribute =
        List.of("trust", "rotate", "root", "distribute", "-f", "hub", "-o", "hub/rendered");
    meshgen(distribute.toArray(String[]::new));
    meshgen(Stream.concat(distribute.stream(), Stream.of("--back")).toArray(String[]::new));
    Files.writeString(folder.resolve("wrong.yaml"), "kind: Mesh\nspecs: [1, yes]\n");
    meshgen(ExitCode.PROBLEMS, "validate", "-f", "wrong.yaml");
    meshgen(ExitCode.PROBLEMS, "validate", "-f", "wrong.yaml", "--format", "json");
  }

  /** Trees lie in a checkout, which is looked at. */
  private void checkout() throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        git.resolve("config"), "[remote \"origin\"]\n\turl = https://git.example/mesh.git\n");
  }

  /** What many clusters need is done by several threads. */
  private void large(String name) throws IOException {
    meshgen("init", name);
    String spec = name + "/mesh.yaml";
    for (int i = 2; i <= MANY_CLUSTERS; i++) {
      String cluster = SECOND_CLUSTER.replace("cluster-2", "cluster-" + i);
      Files.writeString(
          folder.resolve(spec),
          cluster.replace("192.0.2.10", "192.0.2." + i),
          StandardOpenOption.APPEND);
    }
    meshgen("render", "-f", spec, "-o", name + "/rendered", "--trust-recipients");
    meshgen("render", "-f", spec, "-o", name + "/rendered");
  }

  private void mesh(String name) throws IOException {
    String spec = name + "/mesh.yaml";
    Files.writeString(folder.resolve(spec), SECOND_CLUSTER, StandardOpenOption.APPEND);
    meshgen("render", "-f", spec, "-o", name + "/rendered", "--trust-recipients");
    meshgen("render", "-f", spec, "-o", name + "/rendered");
    meshgen("render", "-f", spec, "-o", name + "/rendered", "--check");
    meshgen("validate", "-f", spec);
    Files.writeString(folder.resolve(name + "/cluster-3.yaml"), REMOTE);
    meshgen("render", "-f", name, "-o", name + "/rendered", "--dry-run");
    meshgen("render", "-f", name, "-o", name + "/rendered");
    meshgen("validate", "-f", name);
  }

  private void meshgen(String... arguments) {
    meshgen(ExitCode.OK, arguments);
  }

  /** What ends in another way than it should has not loaded what it should. */
  private void meshgen(int expected, String... arguments) {
    int code = Main.run(console, arguments);
    if (code != expected) {
      throw new IllegalStateException(String.join(" ", arguments) + ": exit code " + code);
    }
  }
}
