package dev.meshgen.cli;

import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.InitialDelivery.Repository;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.render.InitialSpec;
import dev.meshgen.render.InitialSpec.FirstCluster;
import dev.meshgen.seal.sops.LocalKeyKind;
import dev.meshgen.seal.sops.NewIdentity;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.spec.Schemas;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A first spec with all that belongs to it, in a folder without one. */
final class FirstSpec {
  static final LocalKeyKind KEYS = SopsKeyKinds.ofNewSpecs();

  private final String mesh;
  private final EngineType engine;
  private final List<FirstCluster> clusters;
  private final Optional<ExistingKey> given;

  /**
   * Of a mesh.
   *
   * @param given the recipient of what clusters receive, if no identity is to be made for them
   */
  FirstSpec(
      String mesh, EngineType engine, List<FirstCluster> clusters, Optional<ExistingKey> given) {
    this.mesh = mesh;
    this.engine = engine;
    this.clusters = List.copyOf(clusters);
    this.given = given;
  }

  /** All of it, or nothing. */
  void write(Path folder, Instant now) throws Exception {
    SecureRandom random = new SecureRandom();
    try (NewIdentity root = KEYS.generate(random).orElseThrow();
        NewIdentity shared = KEYS.generate(random).orElseThrow();
        NewFolder target = new NewFolder(folder)) {
      target.requireFree("mesh.yaml", "meshgen.schema.json", ".gitignore", keyFile("root"));
      target.writeSecret(keyFile("root"), root.keyFile(now));
      if (given.isEmpty()) {
        target.requireFree(keyFile("clusters"));
        target.writeSecret(keyFile("clusters"), shared.keyFile(now));
      } else if (given.get().publicKey().isPresent()) {
        target.requireFree(ExistingKey.PUBLIC_KEY);
        target.write(ExistingKey.PUBLIC_KEY, given.get().publicKey().get());
      }
      write(
          target, ".gitignore", "# Identities: they open the sealed files of the tree.\n/keys/\n");
      write(target, "meshgen.schema.json", new Schemas().bundled(Optional.empty()));
      InitialSpec spec =
          new InitialSpec(
              mesh,
              mesh + ".example",
              newestIstio(),
              new InitialSpec.Keys(
                  KEYS.name(),
                  root.recipient().text(),
                  given.map(ExistingKey::clusters).orElseGet(() -> made(shared))));
      write(target, "mesh.yaml", spec.text(engine, repository(folder), clusters));
      target.keep();
    }
  }

  private static void write(NewFolder target, String file, String text) throws Exception {
    target.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static InitialSpec.Clusters made(NewIdentity shared) {
    return new InitialSpec.Clusters(
        true, KEYS.name(), false, "", shared.recipient().text(), Optional.empty());
  }

  /** The file of an identity. */
  static String keyFile(String whose) {
    return "keys/" + whose + "." + KEYS.identity().extension();
  }

  private static Repository repository(Path folder) {
    Optional<GitCheckout> checkout = GitCheckout.around(folder);
    Path rendered = folder.resolve(Layout.FOLDER);
    return new Repository(
        checkout
            .flatMap(GitCheckout::origin)
            .filter(FirstSpec::isAddress)
            .orElse("https://git.example/platform.git"),
        checkout.map(git -> git.relative(rendered)).orElse(Layout.FOLDER),
        checkout.flatMap(GitCheckout::branch).orElse("main"));
  }

  private static boolean isAddress(String url) {
    return url.matches("(https?://|ssh://|git@)\\S+");
  }

  private static String newestIstio() {
    IstioCatalog catalog = IstioCatalog.builtIn();
    IstioMinor minor = catalog.find(catalog.minors().last()).orElseThrow();
    return minor.line() + "." + minor.patches().newest();
  }
}
