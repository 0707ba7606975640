package dev.meshgen.cli;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.model.AgeRecipient;
import dev.meshgen.seal.AgeIdentities;
import dev.meshgen.seal.AgeIdentity;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.SopsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people do to sealed files with sops, beside meshgen. */
final class Sops {
  private final Workspace workspace;
  private final List<AgeIdentity> identities;

  private Sops(Workspace workspace, List<AgeIdentity> identities) {
    this.workspace = workspace;
    this.identities = identities;
  }

  static Sops with(Workspace workspace, String identityFile) {
    Map<String, String> environment =
        Map.of("SOPS_AGE_KEY_FILE", workspace.folder().resolve(identityFile).toString());
    AgeIdentities found =
        AgeIdentities.find(
            environment,
            "Linux",
            (command, variables) -> {
              throw new IOException("it was not asked for");
            });
    return new Sops(workspace, found.forRecipients(List.of()).identities());
  }

  /** {@code sops updatekeys}: the file is sealed to these recipients from now on. */
  void updateKeys(String file, String... recipients) throws SealException, IOException {
    byte[] resealed =
        SopsFile.reseal(
            workspace.bytes(file),
            identities,
            parsed(recipients),
            Workspace.NOW,
            new SecureRandom());
    Files.write(workspace.folder().resolve(file), resealed);
  }

  /** What the file holds in its sealed part. */
  Map<String, String> open(String file) throws SealException {
    Map<String, String> values = new TreeMap<>();
    try (SecretManifest manifest = SopsFile.open(workspace.bytes(file), identities)) {
      for (Map.Entry<String, SecretBytes> entry : manifest.secrets().entrySet()) {
        values.put(entry.getKey(), new String(entry.getValue().copy(), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  /** Seals something else in the file's place. */
  void replace(String file, SecretManifest manifest, String... recipients) throws IOException {
    String header = workspace.read(file).lines().findFirst().orElseThrow();
    byte[] sealed =
        SopsFile.seal(manifest, parsed(recipients), Workspace.NOW, new SecureRandom(), header);
    Files.write(workspace.folder().resolve(file), sealed);
  }

  private static List<AgeRecipient> parsed(String... recipients) {
    return Arrays.stream(recipients)
        .map(text -> AgeRecipient.parse(text).recipient().orElseThrow())
        .toList();
  }
}
