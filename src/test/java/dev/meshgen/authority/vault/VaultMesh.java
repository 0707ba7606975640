package dev.meshgen.authority.vault;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.SopsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A mesh in a folder whose intermediates a Vault signs. */
public final class VaultMesh extends MeshFolder {
  private static final String DELIVERY =
      "{argocd: {repoURL: \"https://git.example/platform.git\"}}";

  private final String recipient;

  public VaultMesh(Path folder) {
    super(folder);
    recipient = workspace().identity("keys/clusters.agekey");
  }

  /** Writes the spec: these settings of {@code vault}, and so many clusters. */
  public VaultMesh spec(String vault, int clusters) {
    return spec("{vault: " + vault + "}", "365d", clusters);
  }

  public VaultMesh spec(String authority, String validity, int clusters) {
    String secrets = "{sops: {age: [" + recipient + "], root: {age: [" + rootRecipient() + "]}}}";
    write(authority, validity, secrets, DELIVERY, clusters);
    return this;
  }

  public VaultMesh with(String variable, String value) {
    workspace().with(variable, value);
    return this;
  }

  /** Renders, which must succeed; what it said. */
  public String rendered(String... more) {
    List<String> arguments = new ArrayList<>(List.of("render"));
    arguments.addAll(List.of(more));
    return done(arguments.toArray(String[]::new));
  }

  /** Renders, which must fail and leave nothing; what it said. */
  public String refused(int code) {
    return refused(code, "render");
  }

  /** A sealed file of a cluster. */
  public String cacerts(String cluster) {
    return tree().get("clusters/" + cluster + "/trust/cacerts.sops.yaml");
  }

  /** Certificate and key of a root that meshgen made, as whoever holds its identity reads them. */
  public String openedRoot() throws SealException {
    Keyrings keys =
        Held.in(
            Map.of(
                "SOPS_AGE_KEY_FILE", workspace().folder().resolve("keys/root.agekey").toString()));
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
}
