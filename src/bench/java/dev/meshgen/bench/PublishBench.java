package dev.meshgen.bench;

import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A mesh whose keys are in Vault, and a server of it on this machine: what takes long is asked of
 * the server, three times for each cluster.
 */
final class PublishBench implements AutoCloseable {
  private final VaultDouble vault = VaultDouble.start();
  private final Path folder;
  private final int clusters;
  private int runs;

  /** Writes the spec of so many clusters. */
  PublishBench(Path folder, int clusters) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.clusters = clusters;
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
