package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed without reading YAML is what reading it would have led to, byte for byte. */
class SealedFormTest {
  private static final List<String> NAMES =
      List.of("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem");
  private static final String ONE =
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

  private byte[] sealed;
  private SealedForm form;

  private static SecretManifest.Builder head() {
    return SecretManifest.of("v1", "Secret")
        .name("cacerts")
        .namespace("istio-system")
        .type("Opaque");
  }

  private static SecretManifest files() {
    SecretManifest.Builder files = head();
    NAMES.forEach(
        name -> {
          if (name.equals("ca-key.pem")) {
            files.stringData(name, SecretBytes.ofUtf8("secret"));
          } else {
            files.certificate(name, ONE);
          }
        });
    return files.build();
  }

  @BeforeEach
  void seal() {
    SecureRandom random = new SecureRandom();
    try (AgeIdentity identity = AgeIdentity.generate(random)) {
      Recipient recipient = Recipient.parse(identity.recipient().toString());
      Sealing sealing = new Sealing(Instant.parse("2026-05-04T10:11:12Z"), random);
      sealed = Seal.seal(files(), List.of(recipient), sealing, "# generated");
      form = SealedForm.of(head().build(), "stringData", NAMES, List.of());
    }
  }

  private Optional<byte[]> with(byte[] file, String name, String text) {
    return form.section(file).flatMap(shown -> form.with(file, shown, name, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca-cert.pem", "cert-chain.pem", "root-cert.pem"})
  void writesWhatReadingWouldWrite(String name) throws SealException {
    for (String text : List.of(ONE, ONE + ONE, "a\n", "a\nb", ONE.repeat(9))) {
      byte[] slowly = SopsFile.withReadable(sealed, name, text);
      Optional<byte[]> quickly = with(sealed, name, text);
      if (text.indexOf('\n') > 0) {
        assertThat(quickly).isPresent();
      }
      quickly.ifPresent(bytes -> assertThat(bytes).isEqualTo(slowly));
      assertThat(with(slowly, name, ONE)).contains(sealed);
    }
  }

  @Test
  void leavesToTheReaderWhatItCannotBeSureOf() {
    for (String text :
        List.of("", "one line", "ends\n\n", "tab\t\n", " blank\nin front\n", "ü\nb\n")) {
      assertThat(with(sealed, "root-cert.pem", text)).as(text).isEmpty();
    }
    assertThat(with(sealed, "ca-key.pem", ONE)).isEmpty();
    assertThat(with(sealed, "other.pem", ONE)).isEmpty();
    String file = new String(sealed, StandardCharsets.UTF_8);
    for (String other :
        List.of(
            file.replace("stringData:", "stringData: # mine"),
            file.replace("    root-cert.pem: |", "    root-cert.pem: |+"),
            file.replace("    root-cert.pem:", "    'root-cert.pem':"),
            file.replace("\nsops:", "\nkind: Other\nsops:"),
            file + "more: 1\n")) {
      assertThat(with(other.getBytes(StandardCharsets.UTF_8), "root-cert.pem", ONE)).isEmpty();
    }
  }
}
