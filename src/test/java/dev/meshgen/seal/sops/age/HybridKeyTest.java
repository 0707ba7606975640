package dev.meshgen.seal.sops.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.Held;
import dev.meshgen.seal.sops.Seal;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.SopsReaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HybridKeyTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private final SecureRandom random = new SecureRandom();
  private final AgeIdentity hybrid = AgeIdentity.generateHybrid(random);

  private byte[] seal(Recipient... recipients) {
    SecretManifest manifest =
        SecretManifest.of("v1", "Secret").stringData("a", SecretBytes.ofUtf8("SECRET")).build();
    return Seal.seal(manifest, List.of(recipients), new Sealing(NOW, random), "");
  }

  @Test
  void opensWhatIsSealedForIt() throws Exception {
    AgeIdentity classical = AgeIdentity.generate(random);
    byte[] file = seal(hybrid.recipient(), classical.recipient());
    assertThat(SopsFile.read(file).problems()).isEmpty();
    assertThat(SopsReaders.of(file).others()).isEmpty();
    assertThat(SopsReaders.of(file).recipients())
        .containsExactlyInAnyOrder(hybrid.recipient(), classical.recipient());
    for (AgeIdentity identity : List.of(hybrid, classical)) {
      try (SecretManifest opened = SopsFile.open(file, Held.by(identity))) {
        assertThat(opened.values().get("a").copy())
            .isEqualTo("SECRET".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void isReadBackFromItsText() {
    String text = new String(hybrid.text().copy(), StandardCharsets.US_ASCII);
    assertThat(text).startsWith("AGE-SECRET" + "-KEY-PQ-1").hasSize(77);
    assertThat(AgeIdentity.parse(text).orElseThrow().recipient()).isEqualTo(hybrid.recipient());
    assertThat(AgeIdentity.parse(text.replaceFirst(".$", "!"))).isEmpty();
    assertThat(AgeIdentity.parse(text.replace("-PQ-", "-"))).isEmpty();
  }

  @Test
  void hasARecipientThatIsChecked() {
    String recipient = hybrid.recipient().text();
    assertThat(recipient).startsWith("age1pq1").hasSize(1959);
    assertThat(AgeRecipient.problem(recipient)).isEmpty();
    assertThat(AgeRecipient.problem(recipient.toUpperCase(Locale.ROOT)).orElseThrow())
        .contains("lower case");
    assertThat(AgeRecipient.problem(recipient.substring(0, 1900)).orElseThrow())
        .contains("checksum");
    assertThat(AgeRecipient.problem(Bech32.encode("age1pq", new byte[1000])).orElseThrow())
        .contains("is not a post-quantum key");
  }
}
