package dev.meshgen.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final Report report = new Report();

  private List<YamlDocument> read(String text) {
    return YamlReader.read("f", text.getBytes(UTF_8), report);
  }

  private YamlMap map(String text) {
    return (YamlMap) read(text).get(0).root();
  }

  /** One line for each problem: position, code, message. */
  private String problems(String text) {
    read(text);
    return problems();
  }

  private String problems() {
    return report.diagnostics().stream()
        .map(d -> d.at().line() + ":" + d.at().column() + " " + d.code() + " " + d.message())
        .collect(Collectors.joining("\n"));
  }

  private YamlScalar scalar(String plain) {
    return (YamlScalar) map("k: " + plain + "\n").get("k").orElseThrow();
  }

  @Test
  void knowsWhereEveryNodeAndKeyStands() {
    YamlMap root = map("a: 1\nlist:\n  - x\n  - {\"k\": 'v'}\n\"q\":\n  b: |\n    text\n");
    assertThat(root.span()).isEqualTo(new Span("f", 1, 1));
    assertThat(root.entries().keySet()).containsExactly("a", "list", "q");
    assertThat(root.entries().get("q").keySpan()).isEqualTo(new Span("f", 5, 1));
    YamlList list = (YamlList) root.get("list").orElseThrow();
    assertThat(list.span()).isEqualTo(new Span("f", 3, 3));
    YamlMap flow = (YamlMap) list.items().get(1);
    assertThat(flow.span()).isEqualTo(new Span("f", 4, 5));
    assertThat(flow.entries().get("k").keySpan()).isEqualTo(new Span("f", 4, 6));
    assertThat(flow.get("k")).contains(new YamlScalar(new Span("f", 4, 11), "v", "v", true));
    YamlMap inner = (YamlMap) root.get("q").orElseThrow();
    assertThat(inner.get("b"))
        .contains(new YamlScalar(new Span("f", 6, 6), "text\n", "text\n", true));
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void countsColumnsInCodePointsAndIgnoresAByteOrderMark() {
    YamlMap root = map("\ufeffa: [\"😀é\", b]\r\nc: 1\r\n");
    YamlList list = (YamlList) root.get("a").orElseThrow();
    assertThat(list.items().get(1).span()).isEqualTo(new Span("f", 1, 11));
    assertThat(list.items().get(1))
        .isEqualTo(new YamlScalar(new Span("f", 1, 11), "b", "b", false));
    assertThat(root.entries().get("c").keySpan()).isEqualTo(new Span("f", 2, 1));
  }

  @Test
  void tellsQuotesBehindAstralCharacters() {
    YamlMap root = map("a: \"😀\"\nb: \"no\"\nc: 😀\nd: 'on'\n");
    assertThat(report.diagnostics()).isEmpty();
    assertThat(root.get("b")).contains(new YamlScalar(new Span("f", 2, 4), "no", "no", true));
  }

  @Test
  void typesPlainScalarsAndKeepsTheirText() {
    assertThat(scalar("1.30").value()).isEqualTo(new BigDecimal("1.30"));
    assertThat(scalar("1.30").text()).isEqualTo("1.30");
    assertThat(scalar("-7").value()).isEqualTo(-7L);
    assertThat(scalar("9223372036854775807").value()).isEqualTo(Long.MAX_VALUE);
    assertThat(scalar("9223372036854775808").value()).isEqualTo(BigInteger.ONE.shiftLeft(63));
    assertThat(scalar("true").value()).isEqualTo(true);
    assertThat(scalar("null").value()).isNull();
    assertThat(scalar("").value()).isNull();
    assertThat(scalar("1.30.5").value()).isEqualTo("1.30.5");
    assertThat(scalar("3650d").value()).isEqualTo("3650d");
    assertThat(scalar("10.0.0.0/16").value()).isEqualTo("10.0.0.0/16");
    assertThat(scalar("fd00::/8").value()).isEqualTo("fd00::/8");
    assertThat(scalar("8080:80").value()).isEqualTo("8080:80");
    assertThat(scalar("2026-11").value()).isEqualTo("2026-11");
    assertThat(scalar("\"1\"").value()).isEqualTo("1");
    assertThat(problems()).isEmpty();
  }

  @Test
  void anAbsentValueBeforeAQuotedKeyIsNull() {
    assertThat(map("? a\n\"b\": 1\n").get("a"))
        .contains(new YamlScalar(new Span("f", 2, 1), null, "", false));
    assertThat(map("a: &x\n\"b\": 1\n").get("a").map(n -> ((YamlScalar) n).quoted()))
        .contains(false);
    assertThat(((YamlScalar) map("a: \"\"\n").get("a").orElseThrow()).quoted()).isTrue();
    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "---\n---\n# c\n...\n", "\n\n"})
  void skipsDocumentsWithoutContent(String text) {
    assertThat(read(text)).isEmpty();
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void readsSeveralDocuments() {
    List<YamlDocument> documents = read("a: 1\n---\n# nothing\n---\n- 2\n---\n\"\"\n");
    assertThat(documents).hasSize(3);
    assertThat(documents.get(1).root().span()).isEqualTo(new Span("f", 5, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "no    | `no` is the boolean false in YAML 1.1 and the string \"no\" in YAML 1.2",
        "Y     | `Y` is the boolean true in YAML 1.1 and the string \"Y\" in YAML 1.2",
        "OFF   | `OFF` is the boolean false in YAML 1.1 and the string \"OFF\" in YAML 1.2",
        "True  | `True` is the boolean true to some YAML parsers and the string \"True\" to others",
        "~     | `~` is null to some YAML parsers and the string \"~\" to others",
        "NULL  | `NULL` is null to some YAML parsers and the string \"NULL\" to others",
        "=     | `=` is a default-value marker in YAML 1.1 and the string \"=\" in YAML 1.2",
        "<<    | `<<` is a merge marker in YAML 1.1 and the string \"<<\" in YAML 1.2",
        "0o17  | `0o17` is a number to some YAML parsers and a string to others",
        "0x1F  | `0x1F` is a number to some YAML parsers and a string to others",
        "-0b11 | `-0b11` is a number to some YAML parsers and a string to others",
        "012   | `012` is an octal number in YAML 1.1 and a decimal number or a string in YAML 1.2",
        "08    | `08` is a decimal number to some YAML parsers and a string to others",
        "1_000 | `1_000` is a number to some YAML parsers and a string to others",
        "1e3   | `1e3` is a number to some YAML parsers and a string to others",
        "1.5e3 | `1.5e3` is a number to some YAML parsers and a string to others",
        "1E+3  | `1E+3` is a number to some YAML parsers and a string to others",
        "01.5  | `01.5` is a number to some YAML parsers and a string to others",
        ".5    | `.5` is a number to some YAML parsers and a string to others",
        "-.5   | `-.5` is a number to some YAML parsers and a string to others",
        "+1    | `+1` is a number to some YAML parsers and a string to others",
        ".inf  | `.inf` is a floating-point value to some YAML parsers and a string to others",
        "-.INF | `-.INF` is a floating-point value to some YAML parsers and a string to others",
        ".NaN  | `.NaN` is a floating-point value to some YAML parsers and a string to others",
        "12:30:45  | `12:30:45` is a number in base 60 in YAML 1.1 and a string in YAML 1.2",
        "190:20:30 | `190:20:30` is a number in base 60 in YAML 1.1 and a string in YAML 1.2",
        "2026-11-21 | `2026-11-21` is a date in YAML 1.1 and a string in YAML 1.2",
        "2026-1-2T3:04:05Z | `2026-1-2T3:04:05Z` is a date in YAML 1.1 and a string in YAML 1.2",
        "2026-11-21 10:00:00 | `2026-11-21 10:00:00` is a date in YAML 1.1 and a string in"
            + " YAML 1.2",
      })
  void refusesWhatReadersDisagreeAbout(String plain, String message) {
    assertThat(problems("k: " + plain + "\n")).isEqualTo("1:4 AMBIGUOUS_SCALAR " + message);
    Diagnostic found = report.diagnostics().get(0);
    assertThat(found.expected()).isNotEmpty();
    assertThat(found.hint()).startsWith("write ").contains("\"" + plain + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "yess",
        "nope",
        "o",
        "1.2.3",
        "1-2",
        "0:30",
        "08:30",
        "1:2:99",
        "2026-11-21x",
        "--1",
        "0xZ",
        "0b2",
        ".x",
        "1e",
        "e1",
        "1e3x",
        "==",
        "~a",
        "-x",
        "+",
        "2026-11-21 ten",
        "v1_0"
      })
  void leavesWordsAlone(String plain) {
    assertThat(scalar(plain).value()).isEqualTo(plain);
    assertThat(problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"no\"", "'012'", "\"~\"", "|-\n  no", ">-\n  2026-11-21"})
  void acceptsTheSameWordsInQuotes(String quoted) {
    assertThat(scalar(quoted).quoted()).isTrue();
    assertThat(problems()).isEmpty();
  }

  @Test
  void refusesAmbiguousKeysToo() {
    assertThat(problems("on: 1\n\"y\": 2\nsub: {y: 3, 2026-11-21: 4}\n"))
        .isEqualTo(
            """
            1:1 AMBIGUOUS_SCALAR `on` is the boolean true in YAML 1.1 and the string "on" in YAML 1.2
            3:7 AMBIGUOUS_SCALAR `y` is the boolean true in YAML 1.1 and the string "y" in YAML 1.2
            3:13 AMBIGUOUS_SCALAR `2026-11-21` is a date in YAML 1.1 and a string in YAML 1.2""");
  }

  @Test
  void seesTheAmbiguityBehindAnAnchor() {
    assertThat(problems("a: &x no\nb: &y \"no\"\nc: &z\n  # said 'so'\n  on\n"))
        .isEqualTo(
            """
            1:4 AMBIGUOUS_SCALAR `no` is the boolean false in YAML 1.1 and the string "no" in YAML 1.2
            3:4 AMBIGUOUS_SCALAR `on` is the boolean true in YAML 1.1 and the string "on" in YAML 1.2""");
  }

  @Test
  void relatesARepeatedKeyToTheFirst() {
    YamlMap root = map("name: east\nlabels: {a: 1}\n\"name\": west\n");
    assertThat(problems()).isEqualTo("3:1 DUPLICATE_KEY duplicate key \"name\"");
    Diagnostic found = report.diagnostics().get(0);
    assertThat(found.related())
        .contains(new Diagnostic.Related(new Span("f", 1, 1), "first defined here"));
    assertThat(((YamlScalar) root.get("name").orElseThrow()).value()).isEqualTo("east");
  }

  @Test
  void refusesAliasesAndMergeKeys() {
    assertThat(problems("a: &x {k: 1}\nb: *x\nc:\n  <<: *x\nd: [*x]\n"))
        .isEqualTo(
            """
            2:4 ALIAS `*x` is a YAML alias
            4:3 ALIAS `<<` is a YAML merge key
            4:7 ALIAS `*x` is a YAML alias
            5:5 ALIAS `*x` is a YAML alias""");
  }

  @ParameterizedTest
  @CsvSource({"'hosts: [*.local]', 1:9", "'hosts: *', 1:8", "'*x : 1', 1:1", "'*x', 1:1"})
  void takesAnUnquotedWildcardForTheAliasItIs(String text, String at) {
    assertThat(problems(text)).startsWith(at + " ALIAS ");
    assertThat(report.diagnostics().get(0).hint()).contains("*");
  }

  @ParameterizedTest
  @CsvSource({
    "'a: !!str 1', 1:4", "'a: !Ref x', 1:4", "'a: !!binary \"%%%\"', 1:4", "'!x {a: 1}', 1:1",
    "'!!str a: 1', 1:1", "'a: 1\n!!str b: 1', 2:1", "'a: !!int +', 1:4", "'a: !x!y z', 1:4",
    "'a: &q !t v', 1:4", "'a: ! v', 1:4", "'a: !<u:x> [1]', 1:4", "'- !!map\n  a: 1', 1:3",
  })
  void refusesTags(String text, String at) {
    assertThat(problems(text)).startsWith(at + " TAG `!");
    assertThat(report.diagnostics()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"'1: a', 1:1", "'true: a', 1:1", "'null: a', 1:1", "'{1.5: a}', 1:2"})
  void refusesKeysThatAreNoStrings(String text, String at) {
    assertThat(problems(text)).startsWith(at + " NOT_A_MAPPING ");
  }

  @Test
  void refusesAMissingKey() {
    assertThat(problems("?\n: a\n")).isEqualTo("1:2 NOT_A_MAPPING missing key");
  }

  @ParameterizedTest
  @CsvSource({"'a: {{ .Values.x }}', 1:5", "'? [a]\n: b', 1:3", "'{a: 1}: b', 1:1", "'? {}', 1:3"})
  void refusesCollectionsAsKeys(String text, String at) {
    assertThat(problems(text)).isEqualTo(at + " NOT_A_MAPPING a mapping or list used as a key");
  }

  @Test
  void reportsEveryProblemOfEveryDocumentAtOnce() {
    assertThat(problems("a: no\na: 1\n---\nb: *x\n---\nc: !t 1\n---\nd: 012\n"))
        .isEqualTo(
            """
            1:4 AMBIGUOUS_SCALAR `no` is the boolean false in YAML 1.1 and the string "no" in YAML 1.2
            2:1 DUPLICATE_KEY duplicate key "a"
            4:4 ALIAS `*x` is a YAML alias
            6:4 TAG `!t` is a YAML tag
            8:4 AMBIGUOUS_SCALAR `012` is an octal number in YAML 1.1 and a decimal number or a string \
            in YAML 1.2""");
  }

  @Test
  void keepsTheDocumentsBeforeASyntaxError() {
    assertThat(read("a: 1\n---\nb: [1\n---\nc: 1\n")).hasSize(1);
    assertThat(problems()).isEqualTo("3:4 YAML_SYNTAX unclosed list, or missing comma");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '^',
      value = {
        "^a: b: c^ § 1:5 YAML_SYNTAX `:` after something that cannot be a key",
        "^a: 1\nb\nc: 2^ § 2:1 YAML_SYNTAX missing `:` after a key",
        "^a:\n    b: 1\n  c: 2^ § 3:3 YAML_SYNTAX indentation does not match the lines above",
        "^a: - b^ § 1:4 YAML_SYNTAX a list item cannot start here",
        "^a: {b: 1^ § 1:4 YAML_SYNTAX unclosed mapping, or missing comma",
        "^a: \"x\nb: 1^ § 1:4 YAML_SYNTAX unclosed quoted string",
        "^a: 'x\n---\nb: 1^ § 1:4 YAML_SYNTAX quoted string not closed before the next document",
        "^a: \"\\d\"^ § 1:6 YAML_SYNTAX unknown escape in a double-quoted string",
        "^a: \"\\u12\"^ § 1:7 YAML_SYNTAX escape with too few hexadecimal digits",
        "^a: @x^ § 1:4 YAML_SYNTAX a value cannot start with this character",
        "^a: `x`^ § 1:4 YAML_SYNTAX a value cannot start with this character",
        "^- a\nb: 1^ § 2:1 YAML_SYNTAX indentation does not match the lines above",
        "^[a]\nb^ § 2:1 YAML_SYNTAX content outside of the document above",
        "^a: >x\n  b^ § 1:5 YAML_SYNTAX invalid text after `|` or `>`",
        "^a: [1,,2]^ § 1:7 YAML_SYNTAX missing value before this",
        "^a: [1,^ § 1:7 YAML_SYNTAX the file ends in the middle of a value",
        "^%YAML 2.0\n---\na: 1^ § 1:1 YAML_SYNTAX invalid YAML",
      })
  void saysInWordsWhatIsNotYaml(String text, String problem) {
    assertThat(problems(text)).isEqualTo(problem);
    assertThat(report.diagnostics().get(0).hint()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'a:\n\tb: 1', 2:1", "'a:\n  b: 1\n \tc: 2', 3:2", "'a: 1\n\tb: 2', 2:1"})
  void blamesTheTab(String text, String at) {
    assertThat(problems(text)).isEqualTo(at + " TAB tab where YAML expects spaces");
  }

  @Test
  void acceptsATabThatIndentsNothing() {
    assertThat(scalar("1\t# comment").value()).isEqualTo(1L);
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void pointsAtTheByteThatIsNotUtf8() {
    YamlReader.read("f", "a: 1\r\nb: Zürich\n".getBytes(ISO_8859_1), report);
    assertThat(problems()).isEqualTo("2:5 ENCODING invalid UTF-8: byte 0xFC");
  }

  @Test
  void pointsBehindMultiByteCharactersInCodePoints() {
    byte[] content = "é😀x\n".getBytes(UTF_8);
    content[content.length - 1] = (byte) 0xC3;
    YamlReader.read("f", content, report);
    assertThat(problems()).isEqualTo("1:4 ENCODING invalid UTF-8: byte 0xC3");
  }

  @Test
  void recognisesUtf16() {
    YamlReader.read("f", "a: 1\n".getBytes(UTF_16), report);
    assertThat(problems()).isEqualTo("1:1 ENCODING the file is encoded in UTF-16");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 0x1B, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF})
  void refusesCharactersThatCannotBeSeen(int c) {
    assertThat(problems("a: 1\n#" + (char) c + "\n"))
        .isEqualTo("2:2 ENCODING forbidden character U+%04X".formatted(c));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: \"\\ud83d\"", "\"\\ude00\": 1", "a: \"\\ud83dx\""})
  void refusesHalfACharacterInAnEscape(String text) {
    assertThat(problems(text)).contains(" ENCODING the escape \\ud");
  }

  @Test
  void joinsTheHalvesOfAnEscapedPair() {
    assertThat(scalar("\"\\ud83d\\ude00\"").value()).isEqualTo("😀");
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void refusesNumbersNobodyComputesWith() {
    assertThat(problems("a: " + "9".repeat(1001))).startsWith("1:4 TOO_LARGE ");
  }

  @Test
  void refusesExponentsThatWouldFillTheMemory() {
    assertThat(problems("a: 1.0e+999999999\nb: 1.0e+99999999999999999999\nc: 1.0e+100"))
        .isEqualTo(
            """
            1:4 TOO_LARGE number `1.0e+999999999` is too large
            2:4 TOO_LARGE number `1.0e+99999999999999999999` is too large""");
  }
}
