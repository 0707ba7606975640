package dev.meshgen.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderHostileTest {
  private static final int MIB = 1024 * 1024;

  private static final String SPEC =
      """
      # a spec with a bit of everything
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail, labels: {"a/b": 'c d', e: "\\u00e9\\U0001F600"}}
      spec:
        trustDomain: retail.example
        istio: {version: "1.30.5", n: 1.30, b: true, z: null}
        list:
        - one
        - - two
          - &anchor three
        - *anchor
        text: |-
          line: one
            # line two
        folded: >+
          Zürich
          日本😀

        ? complex
        : value
      ...
      %YAML 1.2
      --- !!map
      <<: {a: 0x1F}
      yes: 2026-11-21
      """;

  /** Reads within a time that only a linear reader keeps, and returns what it reported. */
  private static List<Diagnostic> read(byte[] content) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Report report = new Report();
          YamlReader.read("f", content, report);
          return report.diagnostics();
        });
  }

  private static List<Diagnostic> read(String text) {
    return read(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{", "- ", "? ", "[{", "{a: ", "- - ? ", "[\n", "- [", "&a [", "!t ["})
  void stopsAtNestingThatIsTooDeep(String opening) {
    List<Diagnostic> found = read(opening.repeat(5 * MIB / opening.length()));
    assertThat(found).isNotEmpty().hasSizeLessThan(100);
    Code last = found.get(found.size() - 1).code();
    assertThat(last).isIn(Code.TOO_LARGE, Code.NOT_A_MAPPING, Code.YAML_SYNTAX);
    if (opening.equals("[") || opening.equals("- ")) {
      assertThat(last).isEqualTo(Code.TOO_LARGE);
    }
  }

  @Test
  void stopsAtIndentationThatIsTooDeep() {
    StringBuilder text = new StringBuilder();
    for (int depth = 0; text.length() < 3 * MIB; depth++) {
      text.append(" ".repeat(depth)).append("a:\n");
    }
    assertThat(read(text.toString())).extracting(Diagnostic::code).containsExactly(Code.TOO_LARGE);
  }

  @Test
  void acceptsSixtyFourLevels() {
    assertThat(read("[".repeat(65) + "]".repeat(65))).isEmpty();
    assertThat(read("[".repeat(66) + "]".repeat(66)))
        .extracting(Diagnostic::code)
        .containsExactly(Code.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "'a', ''",
    "'# c', ''",
    "'\"a', ''",
    "'a: |\n  x', ''",
    "' ', ''",
    "'\n', ''",
    "'---\n', ''",
    "'\t', ''",
    "'a b ', ''",
    "'\"\\n', '\"'",
    "'''''', ''",
    "'1', ''",
    "'0', ''",
    "'_', '1_'",
    "'%a b\n', ''",
    "'&', ''",
    "'*', ''",
    "'!', ''",
    "'a: ', ''",
    "',', '['",
    "'1,', '['",
    "'😀', ''",
    "'a: b\n', ''",
    "'no\n', '- '",
    "'- no\n', ''",
    "'~: ~\n', ''",
    "'1:1', ''",
    "'a: *b\n', ''",
    "'\r', ''",
    "'\r\n', ''",
    "'#\n', 'a:\n'",
    "'{a},', '['",
    "'a:\n- ', ''",
    "'x\n\n', 'k: '",
  })
  void readsMegabytesOfAnythingInLinearTime(String unit, String prefix) {
    read(prefix + unit.repeat(MIB / unit.length()));
  }

  @Test
  void reportsAtMostAThousandProblems() {
    List<Diagnostic> found = read("- no\n".repeat(100_000));
    assertThat(found).hasSize(1001);
    assertThat(found).extracting(Diagnostic::code).contains(Code.TOO_LARGE);
  }

  @Test
  void refusesAFileAboveTheLimitUnread() {
    List<Diagnostic> found = read(new byte[YamlReader.MAX_BYTES + 1]);
    assertThat(found).extracting(Diagnostic::code).containsExactly(Code.TOO_LARGE);
    assertThat(found.get(0).at().hasLine()).isFalse();
  }

  @Test
  void readsMoreThanTheEnginesOwnThreeMebibytes() {
    assertThat(read("a: " + "word ".repeat(MIB))).isEmpty();
  }

  @Test
  void neverThrowsForMutatedText() {
    SplittableRandom random = new SplittableRandom(42);
    String alphabet = " \n\n\t-:?,[]{}#&*!|>'\"%@`\\<=~abcxuUNy019.e+_\u0000\u007f\u0085\u2028é😀";
    for (int round = 0; round < 10_000; round++) {
      StringBuilder text = new StringBuilder(SPEC);
      int mutations = 1 + random.nextInt(8);
      for (int i = 0; i < mutations; i++) {
        mutate(text, random, alphabet);
      }
      check(text.toString().getBytes(UTF_8), round);
    }
  }

  private static void mutate(StringBuilder text, SplittableRandom random, String alphabet) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(20));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, Math.min(end, text.length() - 1));
      case 1 -> text.insert(at, text.substring(at, end));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      default -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
    }
  }

  @Test
  void neverThrowsForMutatedBytes() {
    SplittableRandom random = new SplittableRandom(43);
    for (int round = 0; round < 5_000; round++) {
      byte[] content = SPEC.getBytes(UTF_8);
      for (int i = 0; i < 1 + round % 3; i++) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      check(content, round);
    }
  }

  @Test
  void neverThrowsForTokenSoup() {
    String[] tokens = {
      "a",
      ": ",
      ":\n",
      "- ",
      "? ",
      "\n",
      "\n  ",
      "\n    ",
      "[",
      "]",
      "{",
      "}",
      ", ",
      "\"",
      "'",
      "|\n",
      ">-\n",
      "&a ",
      "*a",
      "!t ",
      "!!int ",
      "!!binary ",
      "!!bool ",
      "!!float ",
      "!!null ",
      "%YAML 1.1",
      "---\n",
      "...\n",
      "# c",
      "<<",
      "0x",
      "+",
      "_",
      "1",
      "\\u",
      "\\UFFFFFFFF",
      "\\ud800",
      "\t",
      "0b"
    };
    SplittableRandom random = new SplittableRandom(44);
    for (int round = 0; round < 10_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(25); i >= 0; i--) {
        text.append(tokens[random.nextInt(tokens.length)]);
      }
      check(text.toString().getBytes(UTF_8), round);
    }
  }

  private static void check(byte[] content, int round) {
    Report report = new Report();
    List<YamlDocument> documents;
    try {
      documents = YamlReader.read("f", content, report);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("round " + round + ":\n" + new String(content, UTF_8), e);
    }
    for (YamlDocument document : documents) {
      assertThat(document.root().span().hasLine()).isTrue();
    }
    for (Diagnostic found : report.diagnostics()) {
      assertThat(found.at().hasLine()).isTrue();
      assertThat(found.message() + found.hint()).doesNotContain("java", "tools.", "snakeyaml");
    }
    if (!report.hasErrors()) {
      documents.forEach(document -> YamlWriter.write(document.root()));
    }
  }
}
