package dev.meshgen.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the library is what the library reads, to the column. */
final class BlockReaderTest {
  /** Whether the text was read; fails if the library would have read something else. */
  private static boolean agrees(byte[] content) {
    Optional<List<YamlDocument>> read = BlockReader.read("f", content);
    if (read.isPresent()) {
      Report report = new Report();
      List<YamlDocument> parsed = YamlReader.parsed("f", content, report);
      String text = new String(content, UTF_8);
      assertThat(report.diagnostics()).as(text).isEmpty();
      assertThat(read.get()).as(text).isEqualTo(parsed);
      for (int i = 0; i < parsed.size(); i++) {
        assertThat(written(read.get().get(i))).as(text).isEqualTo(written(parsed.get(i)));
      }
    }
    return read.isPresent();
  }

  /** Equality of maps does not ask for the order of their keys. */
  private static String written(YamlDocument document) {
    return YamlWriter.write(document.root());
  }

  private static boolean agrees(String text) {
    return agrees(text.getBytes(UTF_8));
  }

  private static List<byte[]> files(String folder) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(Path.of(folder))) {
      for (Path path : paths.sorted().toList()) {
        String name = path.getFileName().toString();
        if (name.endsWith(".yaml") || name.endsWith(".lock")) {
          files.add(Files.readAllBytes(path));
        }
      }
    }
    return files;
  }

  /** The first document of an Istio minor: the library takes longer to load than all of it. */
  @Test
  void readsWhatEveryRunReads() throws IOException {
    List<byte[]> minors = files("templates/istio/versions");
    assertThat(minors).hasSizeGreaterThan(3);
    for (byte[] minor : minors) {
      String text = new String(minor, UTF_8);
      assertThat(agrees(text.substring(0, text.indexOf("\n---\n") + 1))).as(text).isTrue();
    }
  }

  @Test
  void readsNearlyAllThatIsWritten() throws IOException {
    int read = 0;
    List<byte[]> files = files("golden");
    for (byte[] file : files) {
      read += agrees(file) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(files.size() * 95 / 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\n",
        "- a\n- b: c\n  d:\n  - e\n",
        "a:\n  b:\n    c: d\n  # comment\n  e: 'f' # more\n\n# end\n",
        "---\na: b\n---\n- c\n",
        "a: |\n  x\n   y\n\n  z\n\n\nb: |-\n    - c\n  # no part of it\nd: []\ne: {}\n",
        "\"a b\": http://c:80/#d\n/e/f : g  #h\n",
        "a: \"\\\\b \\\"c\\\" \\\\\"\n\"d\\\"\": 'e\\f'\n",
        "a: [b, \"c\", 'd \\e' , 1.5,f g ]  # h\ni:\n- [j]\n- []\n",
        "a:\n- b: |\n    c\n-   d: e\n    f: g\n-\n  h: i\n- - j\n  - k\n",
      })
  void readsBlocks(String text) {
    assertThat(agrees(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "---\n",
        "a: 1",
        "a\n",
        "a:\n",
        "a:\nb: c\n",
        "a: b: c\n",
        "a: b\n  c\n",
        "a: b\n c: d\n",
        "a:\n   b: c\n  d: e\n",
        "a: b\na: c\n",
        "a: yes\n",
        "no: b\n",
        "1: b\n",
        "null: b\n",
        "a: 0x1F\n",
        "a: \"b\\n\"\n",
        "a: 'it''s'\n",
        "a: \"b\n  c\"\n",
        "a: \"b\" c\n",
        "a: [b, [c]]\n",
        "a: [b, ]\n",
        "a: [b\n  , c]\n",
        "a: [b: c]\n",
        "a: [-b]\n",
        "a: [b] c\n",
        "a: [b]]\n",
        "a: ['b'c]\n",
        "a: [no]\n",
        "a: [b #c]\n",
        "a: [*b]\n",
        "a: {b: c}\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !c d\n",
        "a: >\n  b\n",
        "a: |+\n  b\n",
        "a: |2\n  b\n",
        "a: |\n\n  b\n",
        "a: |\nb: c\n",
        "a: |\n    b\n  c\n",
        "a: - b\n",
        "? a\n: b\n",
        "%YAML 1.2\n---\na: b\n",
        "a: b\n...\n",
        "--- # c\na: b\n",
        " a: b\n",
        "a: b\n- c\n",
        "- a\nb: c\n",
        "- a\n  b\n",
        "-\n",
        "a:\tb\n",
        "a: b\r\n",
        "a: \u00e9\n",
        "a: \u007f\n",
        "a:\n- |\n  b\n c: d\n",
        "a: @b\n",
        "a: `b`\n",
      })
  void leavesTheRestToTheLibrary(String text) {
    assertThat(agrees(text)).isFalse();
  }

  @Test
  void leavesWhatIsDeepAndLongToTheLibrary() {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      deep.append(" ".repeat(i)).append("a:\n");
    }
    assertThat(agrees(deep + " ".repeat(100) + "b: c\n")).isFalse();
    assertThat(agrees("- ".repeat(100) + "a\n")).isFalse();
    assertThat(agrees("a".repeat(1100) + ": b\n")).isFalse();
    assertThat(agrees("a: " + "1".repeat(1100) + "\n")).isFalse();
    assertThat(agrees("a: " + "b".repeat(100_000) + "\n")).isTrue();
  }

  @Test
  void agreesOnMutatedFiles() throws IOException {
    SplittableRandom random = new SplittableRandom(45);
    List<byte[]> files = files("golden/multi-primary-multi-network");
    String alphabet = "  \n\n-:?,[]{}#&*!|>'\"%@`\\<=~abn019.+_\t\u00e9";
    int read = 0;
    for (int round = 0; round < 6_000; round++) {
      StringBuilder text =
          new StringBuilder(new String(files.get(random.nextInt(files.size())), UTF_8));
      for (int i = random.nextInt(3); i >= 0; i--) {
        mutate(text, random, alphabet);
      }
      read += agrees(text.toString()) ? 1 : 0;
    }
    assertThat(read).as("not all of them are wrong").isBetween(1_000, 5_000);
  }

  private static void mutate(StringBuilder text, SplittableRandom random, String alphabet) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + random.nextInt(30));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(at, Math.min(end, text.length() - 1));
      case 1 -> text.insert(at, text.substring(at, end));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
      default -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
    }
  }

  @Test
  void agreesOnTokenSoup() {
    String[] tokens = {
      "a",
      "b",
      "c d",
      ": ",
      ":",
      ":\n",
      "- ",
      "-\n",
      "\n",
      "\n",
      "\n  ",
      "\n  ",
      "\n    ",
      "\n ",
      "\n- ",
      "\n  - ",
      "\"",
      "'",
      "\"e\"",
      "|\n",
      "|-\n",
      "  f",
      "    g\n",
      "# h",
      " #",
      "---\n",
      "...",
      "1",
      "no",
      "1.5",
      "<<",
      "[]",
      "{}",
      "[",
      "}",
      "\\",
      "%",
      "a: b\n",
      "a:\n",
      "  c: |\n",
      "    d\n",
      "\n\n",
      "   ",
      "e: f\n",
      "e: [k, 'l' ]\n",
      "- g\n",
      "- h: 'i'\n",
      "  j: |-\n"
    };
    SplittableRandom random = new SplittableRandom(46);
    int read = 0;
    for (int round = 0; round < 150_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(14); i >= 0; i--) {
        text.append(tokens[random.nextInt(tokens.length)]);
      }
      read += agrees(text.append('\n').toString()) ? 1 : 0;
    }
    assertThat(read).as("not all of them are wrong").isGreaterThan(2_500);
  }
}
