package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.testing.Shared;
import dev.meshgen.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file that sops' own source opens, with a known data key and known IVs. */
@Tag("conformance")
@Tag("upstream-data")
class GoldenVectorTest {
  private byte[] golden;

  @BeforeEach
  void readVector() throws Exception {
    golden = Files.readAllBytes(Shared.SEALED);
  }

  private static DataKey key() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return DataKey.owning(key);
  }

  private static byte[] iv(int value) {
    byte[] iv = new byte[32];
    Arrays.fill(iv, (byte) value);
    return iv;
  }

  private static SecretManifest manifest() {
    return SecretManifest.of("v1", "Secret")
        .name("cacerts")
        .namespace("istio-system")
        .type("Opaque")
        .stringData("ca-key.pem", SecretBytes.ofUtf8("KEY\n"))
        .stringData("root-cert.pem", SecretBytes.ofUtf8("Rööt\n"))
        .stringData("empty", SecretBytes.ofUtf8(""))
        .build();
  }

  @Test
  void writesTheSameBytesFromTheSameKeyAndIvs() throws Exception {
    SopsMetadata metadata = SopsMetadata.of(SopsDocument.read(golden));
    var ivs = new ArrayDeque<>(List.of(iv(0x40), iv(0x41), iv(0x43)));
    byte[] written =
        new SopsWriter(key(), ivs::remove, SealRule.SECTIONS)
            .write(manifest(), Instant.parse("2026-01-01T00:00:00Z"), "", metadata.keys());
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            new String(golden, StandardCharsets.UTF_8).stripTrailing() + "\n");
    assertThat(ivs).isEmpty();
  }

  @Test
  void opensItWithTheDataKey() throws Exception {
    YamlMap document = SopsDocument.read(golden);
    SecretManifest opened = new SopsOpener(key(), SopsMetadata.of(document)).open(document);
    assertThat(Manifests.flat(opened)).isEqualTo(Manifests.flat(manifest()));
  }

  @Test
  void findsNothingWrongWithItInPublic() throws Exception {
    SopsFile file = SopsFile.read(golden);
    assertThat(file.problems()).isEmpty();
    assertThat(file.recipients())
        .containsExactly(
            new Recipient("age", "age138kxx7ft45rercf0t0jw8zthv869nc2434jnqxj804gyz2d75ajsd059rm"));
    assertThat(file.lastModified()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(file.text("metadata", "name")).contains("cacerts");
    assertThat(file.plaintextLengths())
        .containsExactly(
            Map.entry("stringData.ca-key.pem", 4),
            Map.entry("stringData.root-cert.pem", 7),
            Map.entry("stringData.empty", 0));
  }
}
