package dev.meshgen.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.cli.MeshgenRun;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.Seal;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether age reads the identities that meshgen makes. */
@Tag("conformance")
class AgeTest {
  @Test
  void seesTheRecipientThatWeSee(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 20; i++) {
      try (AgeIdentity identity = AgeIdentity.generate(new SecureRandom());
          SecretBytes file = identity.keyFile(Instant.now())) {
        Files.write(folder.resolve("key"), file.copy());
        assertThat(Tool.AGE_KEYGEN.in(folder, Map.of(), "-y", "key").succeeded())
            .isEqualTo(identity.recipient() + "\n");
      }
    }
  }

  /** age of 1.3 makes the key; sops opens what we seal for it, and seals what we open. */
  @Test
  void andSopsAgreeOnPostQuantumKeys(@TempDir Path folder) throws Exception {
    Tool.AGE_KEYGEN.in(folder, Map.of(), "-pq", "-o", "pq.txt").succeeded();
    String key = Files.readAllLines(folder.resolve("pq.txt")).get(2);
    AgeIdentity identity = AgeIdentity.parse(key).orElseThrow();
    String recipient = Tool.AGE_KEYGEN.in(folder, Map.of(), "-y", "pq.txt").succeeded().strip();
    assertThat(identity.recipient()).hasToString(recipient);
    SecretManifest manifest =
        SecretManifest.of("v1", "Secret").stringData("a", SecretBytes.ofUtf8("SECRET")).build();
    byte[] file =
        Seal.seal(
            manifest,
            List.of(identity.recipient()),
            new Sealing(Instant.now(), new SecureRandom()),
            "");
    Files.write(folder.resolve("ours.yaml"), file);
    Map<String, String> keys = Map.of("SOPS_AGE_KEY_FILE", folder.resolve("pq.txt").toString());
    assertThat(Tool.SOPS.in(folder, keys, "decrypt", "ours.yaml").succeeded())
        .contains("a: SECRET");
    Tool.SOPS.in(folder, keys, "rotate", "-i", "ours.yaml").succeeded();
    byte[] theirs = Files.readAllBytes(folder.resolve("ours.yaml"));
    assertThat(theirs).isNotEqualTo(file);
    try (SecretManifest opened = SopsFile.open(theirs, Held.by(identity))) {
      assertThat(opened.values().get("a").copy()).isEqualTo("SECRET".getBytes(US_ASCII));
    }
  }

  /** ssh-keygen makes the key; age and sops open what we seal for it, and we what sops seals. */
  @Test
  void andSopsAgreeOnSshKeys(@TempDir Path folder) throws Exception {
    for (String kind : List.of("ed25519", "rsa")) {
      Tool.named("ssh-keygen")
          .in(folder, Map.of(), "-q", "-t", kind, "-N", "", "-C", "", "-f", kind)
          .succeeded();
      String recipient = Files.readString(folder.resolve(kind + ".pub")).strip();
      SecretManifest manifest =
          SecretManifest.of("v1", "Secret").stringData("a", SecretBytes.ofUtf8("SECRET")).build();
      byte[] file =
          Seal.seal(
              manifest,
              List.of(Recipient.parse(recipient)),
              new Sealing(Instant.now(), new SecureRandom()),
              "");
      Files.write(folder.resolve("ours.yaml"), file);
      Files.write(folder.resolve("envelope"), envelope(new String(file, US_ASCII)));
      Tool.named("age").in(folder, Map.of(), "-d", "-i", kind, "-o", "key", "envelope").succeeded();
      assertThat(Files.size(folder.resolve("key"))).isEqualTo(32);
      Files.delete(folder.resolve("key"));
      Map<String, String> keys =
          Map.of("SOPS_AGE_SSH_PRIVATE_KEY_FILE", folder.resolve(kind).toString());
      assertThat(Tool.SOPS.in(folder, keys, "decrypt", "ours.yaml").succeeded())
          .contains("a: SECRET");
      Tool.SOPS.in(folder, keys, "rotate", "-i", "ours.yaml").succeeded();
      byte[] theirs = Files.readAllBytes(folder.resolve("ours.yaml"));
      assertThat(SopsFile.read(theirs).problems()).isEmpty();
      try (SecretManifest opened = SopsFile.open(theirs, Held.in(keys))) {
        assertThat(opened.values().get("a").copy()).isEqualTo("SECRET".getBytes(US_ASCII));
      }
    }
  }

  private static List<String> envelope(String file) {
    List<String> lines = new ArrayList<>();
    for (String line : file.lines().map(String::strip).toList()) {
      if (line.contains("BEGIN AGE") || !lines.isEmpty()) {
        lines.add(line);
      }
      if (line.contains("END AGE")) {
        break;
      }
    }
    return lines;
  }

  /** The first mesh of somebody who has only just installed everything. */
  @Test
  void andSopsOpenAFirstMeshWithTheKeysThatItCameWith(@TempDir Path folder) throws IOException {
    succeeds(MeshgenRun.in(folder, Map.of(), "", "init", "first"));
    Path home = folder.resolve("first");
    String spec = Files.readString(home.resolve("mesh.yaml"));
    for (String name : new String[] {"clusters", "root"}) {
      String recipient =
          Tool.AGE_KEYGEN.in(home, Map.of(), "-y", "keys/" + name + ".agekey").succeeded();
      assertThat(spec).contains(recipient.trim());
    }
    succeeds(MeshgenRun.in(home, Map.of(), "", "render", "-f", "mesh.yaml", "--trust-recipients"));
    Path rendered = home.resolve("rendered");
    open(rendered, home.resolve("keys/root.agekey"), "trust/root-ca.sops.yaml");
    open(
        rendered,
        home.resolve("keys/clusters.agekey"),
        "clusters/cluster-1/trust/cacerts.sops.yaml");
  }

  private static void open(Path folder, Path key, String file) {
    Tool.SOPS.in(folder, Map.of("SOPS_AGE_KEY_FILE", key.toString()), "decrypt", file).succeeded();
  }

  private static void succeeds(MeshgenRun run) {
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }
}
