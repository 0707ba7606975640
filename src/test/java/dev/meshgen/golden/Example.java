package dev.meshgen.golden;

import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of {@code examples/}, which compiles to one of {@code golden/}. */
record Example(String name) {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Path GOLDEN = Path.of("golden");

  static List<Example> all() {
    try (Stream<Path> found = Files.list(EXAMPLES)) {
      return found
          .filter(Files::isDirectory)
          .map(path -> new Example(path.getFileName().toString()))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path golden() {
    return GOLDEN.resolve(name);
  }

  /**
   * Renders the example from nothing, with requests if its authority takes any, and keys in a Vault
   * if it keeps them there, into {@code rendered} of a new workspace.
   */
  Workspace render(Path folder) {
    Workspace workspace = new Workspace(folder);
    Workspace.copy(EXAMPLES.resolve(name), folder.resolve("spec"));
    if (workspace.read("spec/mesh.yaml").contains("externalSecrets:")) {
      publish(workspace);
      return workspace;
    }
    Workspace.Run run = workspace.run("render", "-f", "spec", "-o", "rendered");
    if (run.code() != 0) {
      throw new IllegalStateException(name + " does not render:\n" + run.err());
    }
    if (workspace.read("spec/mesh.yaml").contains("csr: {}")) {
      Workspace.Run asked = workspace.run("trust", "csr", "-f", "spec", "-o", "rendered");
      if (asked.code() != 0) {
        throw new IllegalStateException(name + " asks for nothing:\n" + asked.err());
      }
    }
    return workspace;
  }

  private void publish(Workspace workspace) {
    try (VaultDouble vault = VaultDouble.start()) {
      new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN).kvMount("platform", 2);
      workspace.with("VAULT_ADDR", vault.address()).with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
      Workspace.Run run = workspace.run("publish", "-f", "spec", "-o", "rendered");
      if (run.code() != 0) {
        throw new IllegalStateException(name + " does not publish:\n" + run.err());
      }
    }
  }

  /** What was rendered, as a golden holds it. */
  static SortedMap<String, String> masked(Workspace workspace) {
    SortedMap<String, String> masked = new TreeMap<>();
    workspace
        .tree("rendered")
        .forEach((path, content) -> masked.put(path, Masks.mask(path, content)));
    return masked;
  }

  @Override
  public String toString() {
    return name;
  }
}
