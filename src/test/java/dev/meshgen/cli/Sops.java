package dev.meshgen.cli;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.Seal;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
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
  private final Keyrings keys;

  private Sops(Workspace workspace, Keyrings keys) {
    this.workspace = workspace;
    this.keys = keys;
  }

  static Sops with(Workspace workspace, String identityFile) {
    String file = workspace.folder().resolve(identityFile).toString();
    return new Sops(workspace, Held.in(Map.of("SOPS_AGE_KEY_FILE", file)));
  }

  /** {@code sops updatekeys}: the file is sealed to these recipients from now on. */
  void updateKeys(String file, String... recipients) throws SealException, IOException {
    byte[] resealed =
        SopsFile.reseal(
            workspace.bytes(file),
            keys,
            parsed(recipients),
            new Sealing(Workspace.NOW, new SecureRandom()));
    Files.write(workspace.folder().resolve(file), resealed);
  }

  /** What the file holds in its sealed part. */
  Map<String, String> open(String file) throws SealException {
    Map<String, String> values = new TreeMap<>();
    try (SecretManifest manifest = SopsFile.open(workspace.bytes(file), keys)) {
      for (Map.Entry<String, SecretBytes> entry : manifest.values().entrySet()) {
        values.put(entry.getKey(), new String(entry.getValue().copy(), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  /** Encrypts every value of a file that holds {@code cacerts}, as an older meshgen did. */
  void hide(String file, String... recipients) throws SealException, IOException {
    hide(file, Map.of(), recipients);
  }

  /** The same, with other values for some. */
  void hide(String file, Map<String, String> others, String... recipients)
      throws SealException, IOException {
    SecretManifest.Builder hidden =
        SecretManifest.of("v1", "Secret").name("cacerts").namespace("istio-system").type("Opaque");
    open(file)
        .forEach(
            (name, text) ->
                hidden.stringData(name, SecretBytes.ofUtf8(others.getOrDefault(name, text))));
    replace(file, hidden.build(), recipients);
  }

  /** Seals something else in the file's place. */
  void replace(String file, SecretManifest manifest, String... recipients) throws IOException {
    String header = workspace.read(file).lines().findFirst().orElseThrow();
    byte[] sealed =
        Seal.seal(
            manifest, parsed(recipients), new Sealing(Workspace.NOW, new SecureRandom()), header);
    Files.write(workspace.folder().resolve(file), sealed);
  }

  private static List<Recipient> parsed(String... recipients) {
    return Arrays.stream(recipients).map(Recipient::parse).toList();
  }
}
