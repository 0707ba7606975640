package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who opens a file is found without reading it as YAML, and never differs from what YAML says. */
class SopsReadersTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ONE = recipient();
  private static final String TWO = recipient();
  private static final List<String> LINES = sealed().lines().toList();

  private static String recipient() {
    try (AgeIdentity identity = AgeIdentity.generate(RANDOM)) {
      return identity.recipient().toString();
    }
  }

  private static String sealed() {
    return sealed(Manifests.cacerts());
  }

  private static String sealed(SecretManifest manifest) {
    List<Recipient> recipients = List.of(Recipient.parse(ONE), Recipient.parse(TWO));
    Instant now = Instant.parse("2026-05-04T10:11:12Z");
    return new String(
        Seal.seal(manifest, recipients, new Sealing(now, RANDOM), "# generated"),
        StandardCharsets.UTF_8);
  }

  private static List<String> readers(String text) throws SealException {
    return words(SopsReaders.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> words(Readers readers) {
    List<String> words = new ArrayList<>();
    readers.recipients().forEach(recipient -> words.add(recipient.toString()));
    words.addAll(readers.others());
    return words;
  }

  @Test
  void namesTheRecipientsOfTheFile() throws Exception {
    assertThat(readers(sealed())).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void namesThoseOfAFileWithReadableCertificates() throws Exception {
    String file = sealed(Manifests.readable());
    assertThat(readers(file)).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(SopsReaders.asWritten(file.getBytes(StandardCharsets.UTF_8)).orElseThrow().rule())
        .isEqualTo(SealRule.KEYS);
    String covered = file.replace("    mac_only_encrypted: true\n", "");
    assertThat(SopsReaders.asWritten(covered.getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(readers(covered)).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void namesThemWhateverTheLayout() throws Exception {
    assertThat(readers(Manifests.narrow(sealed()))).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(readers(sealed().replace("\n", "\r\n"))).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(readers(sealed() + "# looked at\n")).containsExactlyInAnyOrder(ONE, TWO);
  }

  @ParameterizedTest
  @ValueSource(strings = "key_groups")
  void namesWhatElseOpensTheFile(String service) throws Exception {
    String file = sealed().replace("    mac: ", "    " + service + ":\n        - fp: A\n    mac: ");

    assertThat(readers(file)).contains("a key of sops." + service);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kms | arn: A, created_at: 'T', enc: E | kms:A",
        "kms | arn: A, role: R, context: {b: c}, aws_profile: '', created_at: 'T', enc: E | kms:A context.b=c role=R",
        "gcp_kms | resource_id: A, created_at: 'T', enc: E | gcp_kms:A",
        "azure_kv | vault_url: V, name: N, version: W, created_at: 'T', enc: E | azure_kv:V/keys/N/W",
        "hc_vault | vault_address: V, engine_path: P, key_name: K, created_at: 'T', enc: 'vault:v1:QUJD' | hc_vault:V/v1/P/keys/K",
        "hckms | key_id: A, created_at: 'T', enc: E | hckms:A",
      })
  void namesTheKeyOfAService(String service, String entry, String recipient) throws Exception {
    String time = entry.replace("'T'", "\"2026-05-04T10:11:12Z\"").replace("''", "\"\"");
    String list = "    " + service + ": [{" + time + "}]\n";
    String file = sealed().replace("    mac: ", list + "    mac: ");

    assertThat(readers(file)).containsExactlyInAnyOrder(ONE, TWO, recipient);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms", "gcp_kms", "azure_kv", "hc_vault", "hckms"})
  void refusesAnEntryOfAServiceThatLacksSomething(String service) {
    String file = sealed().replace("    mac: ", "    " + service + ":\n        - fp: A\n    mac: ");

    assertThat(catchThrowable(() -> readers(file))).hasMessageContaining("has no text");
  }

  @Test
  void namesAnEnvelopeWithRoomForASecondReader() throws Exception {
    String line =
        LINES.stream().filter(each -> each.startsWith("            YWdl")).findFirst().get();

    assertThat(
            readers(
                sealed().replaceFirst("\n            YWdl", "\n" + line + "\n            YWdl")))
        .anyMatch(reader -> reader.startsWith("an envelope that "));
  }

  @Test
  void saysWhenAFileWasNeverSealed() {
    assertThat(catchThrowable(() -> readers("kind: Secret\n")))
        .hasMessageContaining("never sealed");
  }

  /** Each line left out, doubled, moved, or with something hostile before it. */
  @Test
  void saysOfEveryFileThatIsYamlWhatTheYamlSays() {
    compareAll(LINES);
  }

  @Test
  void saysSoOfThoseWithReadableCertificates() {
    compareAll(sealed(Manifests.readable()).lines().toList());
  }

  private static void compareAll(List<String> original) {
    int compared = 0;
    List<String> hostile =
        List.of(
            "sops:",
            "\"sops\": {age: [{recipient: " + TWO + ", enc: x}]}",
            "? sops",
            ": {}",
            "---",
            "...",
            "%YAML 1.1",
            "    pgp:",
            "    age:",
            "    age: []",
            "          recipient: " + ONE,
            "        - recipient: " + ONE,
            "kind: \"",
            "kind: '",
            "kind: |",
            "kind: [",
            "kind: {",
            "data: {",
            "}",
            "\"",
            "'",
            "kind: x\rsops: {}",
            "kind: x\u2028sops: {}",
            "    version: 1\rage: []",
            "\t",
            "");
    for (int i = 0; i <= original.size(); i++) {
      for (String line : hostile) {
        List<String> lines = new ArrayList<>(original);
        lines.add(i, line);
        compared += compare(lines);
        if (i < original.size()) {
          lines.remove(i + 1);
          compared += compare(lines);
        }
      }
      for (int j = 0; i < original.size() && j < original.size(); j++) {
        List<String> lines = new ArrayList<>(original);
        String moved = lines.remove(i);
        compared += compare(lines);
        lines.add(Math.min(j, lines.size()), moved);
        compared += compare(lines);
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  /** Gives 1 if the file can be read; of one that no one can read, nothing has to be right. */
  private static int compare(List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try {
      List<String> expected = named(words(SopsReaders.thoroughly(content)));
      assertThat(named(words(SopsReaders.of(content)))).as(text).isEqualTo(expected);
      return 1;
    } catch (SealException e) {
      return 0;
    }
  }

  /** Without the envelopes whose lines are not envelopes any more: no one opens those. */
  private static List<String> named(List<String> readers) {
    return readers.stream().filter(reader -> !reader.startsWith("an envelope that ")).toList();
  }
}
