package dev.meshgen.bench;

import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A mesh whose keys are in Vault, and a server of it on this machine: what takes long is asked of
 * the server, three times for each cluster. Alone, it prints what publishing takes where each
 * answer takes a while.
 */
public final class PublishBench implements AutoCloseable {
  private static final List<Integer> LATENCIES = List.of(0, 5, 20);

  private final VaultDouble vault = VaultDouble.start();
  private final Path folder;
  private final int clusters;
  private int runs;

  /** Writes the spec of so many clusters. */
  PublishBench(Path folder, int clusters) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.clusters = clusters;
  }

  /** Arguments: the launcher; rounds; JDK homes or nothing; numbers of clusters. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path launcher = Path.of(arguments[0]).toAbsolutePath();
    Path work = Files.createTempDirectory(launcher.resolveSibling("target"), "publish-");
    try {
      for (Jdk jdk : Jdk.find(arguments[2])) {
        Path folder = work.resolve(jdk.version());
        TimedMeshgen meshgen = new TimedMeshgen(launcher, jdk, folder);
        meshgen.train();
        out.println("\n### publish, JDK " + jdk.version() + "\n");
        out.println(
            "| clusters | answer after | round trips | wall | least - most | CPU | a round trip |"
                + " resident |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (String size : arguments[3].split(",")) {
          int clusters = Integer.parseInt(size);
          try (PublishBench bench = new PublishBench(folder.resolve("of-" + size), clusters)) {
            for (int millis : LATENCIES) {
              out.println(bench.row(meshgen, millis, Integer.parseInt(arguments[1])));
            }
          }
        }
      }
    } finally {
      ProcessBench.delete(work);
    }
  }

  private String row(TimedMeshgen meshgen, int millis, int rounds)
      throws IOException, InterruptedException {
    vault.answeringAfter(Duration.ofMillis(millis));
    Samples seconds = new Samples();
    Samples cpu = new Samples();
    int trips = 0;
    for (int i = 0; i < rounds; i++) {
      TimedCommand publish = next(meshgen).publish();
      int before = vault.asked();
      Cost cost = publish.cost();
      seconds.add(cost.wall() / 1000);
      cpu.add(cost.cpu() / 1000);
      trips = vault.asked() - before;
    }
    long memory = next(meshgen).publish().peakMemory();
    return String.format(
        Locale.ROOT,
        "| %d | %d ms | %d | %.2f s | %.2f - %.2f s | %.2f s | %.2f ms | %d MiB |",
        clusters,
        millis,
        trips,
        seconds.median(),
        seconds.least(),
        seconds.most(),
        cpu.median(),
        seconds.median() * 1000 / trips,
        memory);
  }

  /** A tree with a root, and a mount that holds nothing: what `publish` starts from. */
  Run next(TimedMeshgen meshgen) throws IOException, InterruptedException {
    String mount = "kv" + runs++;
    new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN).kvMount(mount, 2);
    Path place = folder.resolve(mount);
    Workspace workspace = new Workspace(place);
    String root = workspace.identity("root.agekey");
    Path spec = place.resolve("mesh.yaml");
    Files.writeString(spec, SpecGenerator.stored(clusters, vault.address(), mount, root));
    Map<String, String> environment =
        Map.of(
            "VAULT_TOKEN",
            VaultDouble.ROOT_TOKEN,
            "SOPS_AGE_KEY_FILE",
            place.resolve("root.agekey").toString());
    List<String> where = List.of("-f", spec.toString(), "-o", place.resolve("rendered").toString());
    meshgen.in(environment, "render", where).seconds();
    return new Run(
        meshgen.in(environment, "publish", where), meshgen.in(environment, "render", where));
  }

  /**
   * What to time.
   *
   * @param again the same where nothing is left to be published
   */
  record Run(TimedCommand publish, TimedCommand again) {}

  @Override
  public void close() {
    vault.close();
  }
}
