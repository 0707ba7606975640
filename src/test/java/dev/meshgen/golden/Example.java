package dev.meshgen.golden;

import dev.meshgen.authority.vault.VaultAdmin;
import dev.meshgen.authority.vault.VaultDouble;
import dev.meshgen.cli.Workspace;
import dev.meshgen.seal.sops.SopsDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of {@code examples/}, which compiles to one of {@code golden/}. */
public record Example(String name) {
  private static final Path EXAMPLES = Path.of("examples");
  private static final Path GOLDEN = Path.of("golden");

  public static List<Example> all() {
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
   * Renders the example from nothing into {@code rendered} of a new workspace, as its chapter does:
   * with requests, an imported key or a server, if its authority is one of those, with keys in a
   * Vault if it keeps them there, and with a sops if it seals for the key of a service.
   */
  public Workspace render(Path folder) {
    Workspace workspace = new Workspace(folder);
    Workspace.copy(EXAMPLES.resolve(name), folder.resolve("spec"));
    String spec = workspace.read("spec/mesh.yaml");
    if (spec.contains("\n    vault:\n      mount:")) {
      publish(workspace);
      return workspace;
    }
    if (spec.contains("vault:")) {
      ExampleAuthority.asked(workspace, () -> run(workspace, "render"));
      return workspace;
    }
    if (spec.contains("kms:")) {
      workspace.with("PATH", SopsDouble.in(folder.resolve("bin"), Workspace.NOW));
      run(workspace, "render");
      workspace.without("PATH");
      return workspace;
    }
    if (spec.contains("files: {}")) {
      run(workspace, ExampleAuthority.imported(workspace));
    }
    run(workspace, "render");
    workspace.holdingNothing();
    if (spec.contains("csr: {}")) {
      run(workspace, "trust", "csr");
    }
    return workspace;
  }

  private void publish(Workspace workspace) {
    try (VaultDouble vault = VaultDouble.start()) {
      new VaultAdmin(vault.address(), VaultDouble.ROOT_TOKEN).kvMount("platform", 2);
      workspace.with("VAULT_ADDR", vault.address()).with("VAULT_TOKEN", VaultDouble.ROOT_TOKEN);
      run(workspace, "publish");
    }
  }

  private void run(Workspace workspace, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("-f", "spec", "-o", "rendered"));
    Workspace.Run run = workspace.run(arguments.toArray(String[]::new));
    if (run.code() != 0) {
      throw new IllegalStateException(
          name + ": " + String.join(" ", command) + " failed:\n" + run.err());
    }
  }

  /** What was rendered, as a golden holds it. */
  static SortedMap<String, String> masked(Workspace workspace) {
    SortedMap<String, String> masked = new TreeMap<>();
    workspace
        .tree("rendered")
        .forEach(
            (path, content) ->
                masked.put(path, Masks.mask(path, ExampleAuthority.published(workspace, content))));
    return masked;
  }

  @Override
  public String toString() {
    return name;
  }
}
