package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.age.AgeIdentity;
import dev.meshgen.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file in the usual layout is read line by line, and never as anything but what YAML says. */
class WrittenDocumentTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String WITH_KEYS = sealed(Manifests.cacerts());
  private static final String READABLE = sealed(Manifests.readable());

  private static final String HEAD =
      READABLE.substring(0, READABLE.indexOf('\n', READABLE.indexOf("ENC[")) + 1);

  private static String sealed(SecretManifest manifest) {
    List<Recipient> recipients =
        List.of(AgeIdentity.generate(RANDOM).recipient(), AgeIdentity.generate(RANDOM).recipient());
    Instant now = Instant.parse("2026-05-04T10:11:12Z");
    byte[] file = Seal.seal(manifest, recipients, new Sealing(now, RANDOM), "# generated: by us");
    return new String(file, StandardCharsets.UTF_8);
  }

  private static Optional<YamlMap> quickly(String text) {
    return WrittenDocument.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<YamlMap> asYaml(String text) {
    try {
      return Optional.of(SopsDocument.readYaml(text.getBytes(StandardCharsets.UTF_8)));
    } catch (SealException e) {
      return Optional.empty();
    }
  }

  @Test
  void readsWhatIsWritten() {
    for (String file : List.of(WITH_KEYS, READABLE)) {
      assertThat(quickly(file)).isPresent().isEqualTo(asYaml(file));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b\n",
        "a: true\n",
        "a: 3.13.2\n",
        "a: ^(b|c)$\n",
        "a: \\.pem$\n",
        "a: |\n    b\n    c d: # e\n",
        "a: |-\n    b\nc: d\n",
        "a: |\n  b\n",
        "a:\n    b: \"c: d # e\"\n    f: g\nh: i\n",
        "a:\n    - b: |\n        c\n      d: e\n    - b: f\n",
        "#\n# a: b\na: b:c\n",
      })
  void readsTheLayoutOfSops(String text) {
    String yaml = text.replace("a: \\.pem$\n", "a: b\\.pem$\n");
    assertThat(quickly(yaml)).isPresent().isEqualTo(asYaml(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a",
        "a: b",
        "a:\n",
        "a: \n",
        "a: b\n\n",
        "a: b \n",
        "a: b\n  c\n",
        "a: b\n    c: d\n",
        "a: b\na: c\n",
        "a: yes\n",
        "a: null\n",
        "a: False\n",
        "a: 1\n",
        "a: 1.2\n",
        "a: 1..2\n",
        "a: 1.2.3.4\n",
        "a: .1.2\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b #c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: &b c\n",
        "a: [b]\n",
        "a: {}\n",
        "a: 'b'\n",
        "a: \"b\\n\"\n",
        "a: \"b\"c\"\n",
        "a: \"\n",
        "a: \"b\n",
        "a: |\n",
        "a: |\nb: c\n",
        "a: |\n    b\n\n    c\n",
        "a: |\n    b\n      c\n",
        "a: |\n      b\n    c\n",
        "a: |+\n    b\n",
        "a: >\n    b\n",
        "a:\n  b: c\n",
        "a:\n        b: c\n",
        "a:\n    b: c\n   d: e\n",
        "a:\n- b: c\n",
        "a:\n    - b\n",
        "a:\n    -\n",
        "a:\n    - - b: c\n",
        "a:\n    - b: c\n    d: e\n",
        "yes: b\n",
        "true: b\n",
        "1: b\n",
        "a : b\n",
        "a:b\n",
        "\"a\": b\n",
        "? a\n",
        "<<: b\n",
        " a: b\n",
        "---\na: b\n",
        "a: b\n---\n",
        "a: b\n...\n",
        "a: b\n# c\n",
        "a: \u00e4\n",
        "a:\tb\n",
        "a: b\r\n",
        "a: b\u007f\n",
      })
  void leavesAnythingElseToTheYamlReader(String text) {
    assertThat(quickly(text)).isEmpty();
  }

  @Test
  void leavesDeepNestingToTheYamlReader() {
    StringBuilder nested = new StringBuilder();
    for (int depth = 0; depth < 9; depth++) {
      nested.append(" ".repeat(4 * depth)).append("a:\n");
    }
    nested.append(" ".repeat(36)).append("b: c\n");
    assertThat(quickly(nested.toString())).isEmpty();
    assertThat(asYaml(nested.toString())).isPresent();
  }

  @Test
  void neverDiffersFromTheYamlReader() {
    Random random = new Random(7);
    int quick = 0;
    for (int i = 0; i < 40_000; i++) {
      String changed = changed(i % 2 == 0 ? small() : HEAD, random);
      Optional<YamlMap> found = quickly(changed);
      if (found.isPresent()) {
        quick++;
        assertThat(asYaml(changed)).as(changed).isEqualTo(found);
      }
    }
    assertThat(quick).isGreaterThan(1000);
  }

  private static String small() {
    return """
        # c
        kind: Secret
        data:
            a.pem: |
                xx
                y z
            b: "q"
        sops:
            age:
                - enc: |
                    e
                  recipient: r
            only: true
            version: 3.13.2
        """;
  }

  /** With a few characters of meaning put, taken or doubled at random. */
  private static String changed(String text, Random random) {
    String signs = "\n\n    :-#|\"'\\[]{}&*!?<,.ya1~%@`^$()\t";
    StringBuilder changed = new StringBuilder(text);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.insert(at, signs.charAt(random.nextInt(signs.length())));
        case 1 -> changed.deleteCharAt(at);
        case 2 -> changed.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
        default -> {
          int end = Math.min(changed.length(), at + random.nextInt(12));
          changed.insert(random.nextInt(changed.length()), changed.substring(at, end));
        }
      }
    }
    return changed.toString();
  }
}
