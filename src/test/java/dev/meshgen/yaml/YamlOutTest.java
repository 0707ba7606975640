package dev.meshgen.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.diagnostic.Report;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlOutTest {
  private static final String[] NASTY = {
    "",
    " ",
    "y",
    "Y",
    "n",
    "N",
    "yes",
    "No",
    "on",
    "OFF",
    "true",
    "True",
    "FALSE",
    "null",
    "Null",
    "~",
    "NaN",
    "nan",
    ".nan",
    ".inf",
    "-.INF",
    "inf",
    "0",
    "-0",
    "1",
    "+1",
    "012",
    "08",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "1.10",
    "1.",
    ".5",
    "1e3",
    "1e5",
    "1.5e+3",
    "12:30",
    "12:30:45",
    "190:20:30.15",
    "2026-11-21",
    "2026-11-21T10:00:00Z",
    "2026-11-21 10:00:00",
    "<<",
    "=",
    "-",
    "--",
    "---",
    "...",
    "- a",
    "-a",
    "? a",
    "?",
    ": a",
    ":",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "a#b",
    "[a]",
    "{a}",
    "a,b",
    "]",
    "}",
    ",",
    "&a",
    "*a",
    "!a",
    "!",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a'",
    "\"a\"",
    " a",
    "a ",
    "\ta",
    "a\t",
    "\n",
    "a\n",
    "\na",
    "a\nb",
    "a\n\n",
    "a\n\nb\n",
    " a\nb",
    "a\n b",
    "a \nb",
    "\n\n a\n",
    "a\r\nb",
    "a\rb",
    "\u0000",
    "\u0007",
    "\u001b",
    "\u007f",
    "\u0080",
    "\u0085",
    "a\u0085b",
    "\u00a0",
    "a\u00a0b",
    "\u2028",
    "a\u2029b",
    "\ufeff",
    "\ufeffa",
    "\ufffd",
    "\u200b",
    "\u202e",
    "Zürich",
    "日本",
    "😀",
    "a😀\nb",
    "\\",
    "\\n",
    "a\"b",
    "x://y",
    "https://h:80/p",
    "a:b",
    "a::",
    "__proto__",
    "_1",
    "/",
    "/a",
    "@",
    "a@b",
    "a/b.c-d_e",
    "#\n#",
    "---\na",
    "a\n---\nb",
    "a\n...\n",
    "\t",
    "\t\n",
    "key: |\n  a",
    "%YAML 1.1\n",
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "istio-system",
        "v1.30.5",
        "docker.io/istio",
        "https://h:80/p",
        "a_b",
        "a b",
        "a=b",
        "./a"
      })
  void leavesAWordPlain(String word) {
    assertThat(YamlText.scalar(word)).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "Y",
        "nan",
        "1.30",
        "1.30.5",
        "2026-11-21",
        "a:",
        "a: b",
        "a  b",
        "a #b",
        "a - b",
        "./",
        "./.5",
        "=",
        "-"
      })
  void quotesWhatSomeReaderTakesForSomethingElse(String word) {
    assertThat(YamlText.scalar(word)).isEqualTo('"' + word + '"');
  }

  @Test
  void escapesWhatCannotStandRawAsGoYamlReadsIt() {
    assertThat(YamlText.quoted("\"\\\n\t\u0007\u007f\u0085\u00a0\u2028\ufeff😀ü"))
        .isEqualTo("\"\\\"\\\\\\n\\t\\x07\\x7F\\x85\\xA0\\u2028\\uFEFF\\U0001F600ü\"");
  }

  @Test
  void writesEachTypeAsItsYamlScalar() {
    assertThat(YamlText.scalar(null)).isEqualTo("null");
    assertThat(YamlText.scalar(true)).isEqualTo("true");
    assertThat(YamlText.scalar(8080)).isEqualTo("8080");
    assertThat(YamlText.scalar(-1L)).isEqualTo("-1");
    assertThat(YamlText.scalar(BigInteger.TWO.pow(70))).isEqualTo("1180591620717411303424");
    assertThat(YamlText.scalar(new BigDecimal("1.30"))).isEqualTo("1.30");
    assertThat(YamlText.scalar(new BigDecimal("1e3"))).isEqualTo("1000");
    assertThatThrownBy(() -> YamlText.scalar(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> YamlText.scalar(new BigDecimal("1e999999999")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
  void refusesHalfACharacter(String text) {
    assertThatThrownBy(() -> YamlText.quoted(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> YamlWriter.write(Map.of("a", text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesBlockStyleInTheOrderOfTheTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("zone", "b");
    tree.put("items", List.of("x", 1, Map.of("k", true)));
    tree.put("cert", "-----BEGIN\nabc\n-----END\n");
    tree.put("none", null);
    tree.put("empty", Map.of());
    tree.put("on", List.of());
    tree.put("long", "word ".repeat(40) + "end");
    assertThat(YamlWriter.write(tree))
        .isEqualTo(
            """
            zone: b
            items:
              - x
              - 1
              - k: true
            cert: |
              -----BEGIN
              abc
              -----END
            none: null
            empty: {}
            "on": []
            long: "%send"
            """
                .formatted("word ".repeat(40)));
  }

  @Test
  void keepsANumberOfASpecAsItWasWritten() {
    String source = "a: 1.30\nb: \"1.30\"\nc:\n  - 100\n  - -0\n  - 1.5e+3\nd: null\ne: true\n";
    Report report = new Report();
    YamlNode root =
        YamlReader.read("f", source.getBytes(StandardCharsets.UTF_8), report).get(0).root();
    assertThat(report.diagnostics()).isEmpty();
    assertThat(YamlWriter.write(root)).isEqualTo(source);
  }

  @Test
  void refusesWhatIsNoTree() {
    assertThatThrownBy(() -> YamlWriter.write(new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> YamlWriter.write(Map.of(1, "a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> YamlWriter.write(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyNastyStringSurvivesEveryReader() {
    List<String> texts = Arrays.asList(NASTY);
    for (String text : texts) {
      checkWriter(List.of(text));
      checkScalars(List.of(text));
    }
    checkWriter(texts);
    checkScalars(texts);
  }

  @Test
  void randomStringsSurviveEveryReader() {
    SplittableRandom random = new SplittableRandom(20261121);
    String alphabet =
        "aZ09 ._-+:#/@,[]{}&*!|>%'\"\\`=~?<\n\n\t\reEnNyYoOx\u0085\u00a0é\u2028\ufeff日";
    for (int round = 0; round < 400; round++) {
      String[] texts = new String[50];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = random(random, alphabet);
      }
      checkWriter(Arrays.asList(texts));
      checkScalars(Arrays.asList(texts));
    }
  }

  private static String random(SplittableRandom random, String alphabet) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(9);
    while (text.length() < length) {
      switch (random.nextInt(20)) {
        case 0 -> text.append(NASTY[random.nextInt(NASTY.length)]);
        case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return text.toString();
  }

  /** As values, as keys, and nested, through our own writer. */
  private static void checkWriter(List<String> texts) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      tree.put(texts.get(i), texts.get(i));
      tree.put("k" + i, List.of(texts.get(i), Map.of("n", texts.get(i))));
    }
    check(YamlWriter.write(tree), tree);
  }

  /** As a template puts them: behind a key or a dash. */
  private static void checkScalars(List<String> texts) {
    StringBuilder yaml = new StringBuilder("x:\n");
    for (String text : texts) {
      yaml.append("  - ").append(YamlText.scalar(text)).append('\n');
      yaml.append("  - ").append(YamlText.quoted(text)).append('\n');
      yaml.append("  - ").append(YamlText.scalar(text)).append(": 1\n");
    }
    List<Object> expected = new ArrayList<>();
    for (String text : texts) {
      expected.add(text);
      expected.add(text);
      expected.add(Map.of(text, 1));
    }
    check(yaml.toString(), Map.of("x", expected));
  }

  private static void check(String yaml, Object expected) {
    assertThat(new Load(LoadSettings.builder().build()).loadFromString(yaml)).isEqualTo(expected);
    assertThat(
            new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                .loadFromString(yaml))
        .isEqualTo(expected);
    Object old = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    assertThat(old).isEqualTo(expected);
    Report report = new Report();
    AtomicReference<Object> ours = new AtomicReference<>();
    YamlReader.read("f", yaml.getBytes(StandardCharsets.UTF_8), report)
        .forEach(document -> ours.set(YamlTrees.plain(document.root())));
    assertThat(report.diagnostics()).isEmpty();
    assertThat(ours.get()).isEqualTo(expected);
  }
}
