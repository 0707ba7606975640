package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.approvaltests.reporters.QuietReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;

class DiagnosticPrinterTest {
  private static final String MESH =
      "apiVersion: meshgen.dev/v1alpha1\nkind: Mesh\nmetadata: {name: east}\nspec:\n  name: east\n"
          + "\tname: \"東京\" # tab and wide\n"
          + "  bell: \u0007 \u001b[31m \u202e\n"
          + "  key: "
          + "x".repeat(200)
          + "HERE"
          + "y".repeat(200)
          + "\n";

  private static final List<Diagnostic> SAMPLE =
      List.of(
          Diagnostic.of(Code.NO_CLUSTER, Span.of("clusters"), "no Cluster document"),
          Diagnostic.of(
                  Code.DUPLICATE_CLUSTER,
                  new Span("mesh.yaml", 5, 9),
                  "cluster \"east\" is already defined")
              .expecting("a unique name for each cluster")
              .hinting("rename one of the two")
              .relating(new Span("mesh.yaml", 3, 18), "first defined here"),
          Diagnostic.of(Code.WRONG_TYPE, new Span("mesh.yaml", 6, 8), "a text is written here"),
          Diagnostic.of(Code.WRONG_TYPE, new Span("mesh.yaml", 6, 13), "behind wide characters"),
          Diagnostic.of(
              Code.ENCODING, new Span("mesh.yaml", 7, 15), "hostile \u001b]0;title\u0007\n\u202e"),
          Diagnostic.of(Code.BAD_FORMAT, new Span("mesh.yaml", 8, 208), "in a long line"),
          Diagnostic.of(Code.BAD_FORMAT, new Span("mesh.yaml", 8, 8), "early in a long line"),
          Diagnostic.of(Code.YAML_SYNTAX, new Span("mesh.yaml", 9, 1), "at the end of the file"),
          Diagnostic.of(
              Code.OVERRIDE_MATCHES_NOTHING,
              new Span("other, 100%: \"ü\".yaml", 12, 3),
              "an override matches no cluster"));

  private static String print(DiagnosticFormat format, boolean colour, List<Diagnostic> found) {
    StringWriter out = new StringWriter();
    Map<String, String> sources = Map.of("mesh.yaml", MESH);
    DiagnosticPrinter.of(format, file -> Optional.ofNullable(sources.get(file)), colour)
        .print(found, new PrintWriter(out));
    return out.toString();
  }

  private static void approve(String text, String extension) {
    Approvals.verify(
        text, new Options(new QuietReporter()).forFile().withExtension("." + extension));
  }

  @Test
  void printsTextForPeople() {
    approve(print(DiagnosticFormat.TEXT, false, SAMPLE), "txt");
  }

  @Test
  void printsTextInColour() {
    approve(
        print(DiagnosticFormat.TEXT, true, List.of(SAMPLE.get(1), SAMPLE.get(8)))
            .replace("\u001b", "<ESC>"),
        "txt");
  }

  @Test
  void printsJsonForScripts() {
    approve(print(DiagnosticFormat.JSON, false, SAMPLE), "json");
  }

  @Test
  void printsSarifForCodeScanners() {
    approve(print(DiagnosticFormat.SARIF, false, SAMPLE), "sarif");
  }

  @Test
  void printsWorkflowCommandsForGithub() {
    approve(print(DiagnosticFormat.GITHUB, false, SAMPLE), "txt");
  }

  @ParameterizedTest
  @EnumSource(DiagnosticFormat.class)
  void neverSendsAControlCharacterToTheTerminal(DiagnosticFormat format) {
    StringBuilder hostile = new StringBuilder();
    for (int c = 0; c < 0x300; c++) {
      hostile.append((char) c);
    }
    hostile.append("\u200b\u2028\u2029\u202e\u2066\ufeff\ud800\udb40\udc41::error::x");
    String text = hostile.toString();
    Span at = new Span(text.substring(0, 40), 1, 3);
    StringWriter out = new StringWriter();
    DiagnosticPrinter.of(
            format, file -> Optional.of(text.replace("\n", "").replace("\r", "")), false)
        .print(
            List.of(
                Diagnostic.of(Code.BAD_FORMAT, at, text)
                    .expecting(text)
                    .hinting(text)
                    .relating(at, text)),
            new PrintWriter(out));
    assertThat(out.toString().codePoints())
        .allMatch(
            c ->
                c == '\n'
                    || Character.getType(c) != Character.CONTROL
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.LINE_SEPARATOR
                        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
                        && Character.getType(c) != Character.SURROGATE);
  }

  /** A reader of either takes what a hostile message is made of. */
  @Test
  void reportsOfOtherSystemsCanBeRead() throws Exception {
    Diagnostic hostile =
        Diagnostic.of(
            Code.BAD_FORMAT,
            new Span("./a&<b>\".yaml", 1, 3),
            "]]>\u0000\u001b<![CDATA[\ud800 &x;");
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    print(DiagnosticFormat.JUNIT, false, List.of(hostile))
                        .getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("file"))
        .isEqualTo("./a&<b>\".yaml");
    List<?> issues =
        (List<?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(print(DiagnosticFormat.GITLAB, false, List.of(hostile, hostile)));
    assertThat(object(object(issues.get(0)).get("location")).get("path")).isEqualTo("a&<b>\".yaml");
    assertThat(object(issues.get(0)).get("fingerprint"))
        .as("GitLab drops what it has seen")
        .isNotEqualTo(object(issues.get(1)).get("fingerprint"));
  }

  @ParameterizedTest
  @EnumSource(DiagnosticFormat.class)
  void copesWithPlacesThatDoNotExist(DiagnosticFormat format) {
    List<Diagnostic> found =
        List.of(
            Diagnostic.of(Code.BAD_FORMAT, new Span("mesh.yaml", 999, 1), "no such line"),
            Diagnostic.of(Code.BAD_FORMAT, new Span("mesh.yaml", 1, 999), "no such column"),
            Diagnostic.of(Code.BAD_FORMAT, new Span("missing.yaml", 1, 1), "no such file"));
    assertThat(print(format, true, found)).contains("no such line", "no such column");
  }

  @Test
  void printsNothingForPeopleWhenNothingWasFound() {
    assertThat(print(DiagnosticFormat.TEXT, true, List.of())).isEmpty();
    assertThat(print(DiagnosticFormat.GITHUB, true, List.of())).isEmpty();
    assertThat(print(DiagnosticFormat.JSON, true, List.of())).contains("\"diagnostics\"");
    assertThat(run(List.of())).containsEntry("results", List.of());
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1 error", "2, 1, '2 errors, 1 warning'", "0, 2, 2 warnings"})
  void countsAtTheEnd(int errors, int warnings, String summary) {
    assertThat(print(DiagnosticFormat.TEXT, false, many(errors, warnings)))
        .contains("\n\n" + summary + "\ndetails: meshgen explain MG")
        .endsWith("\n");
  }

  @Test
  void countsWhatGithubWouldDrop() {
    String[] lines = print(DiagnosticFormat.GITHUB, false, many(13, 11)).split("\n");
    assertThat(lines).hasSize(21);
    assertThat(lines[20])
        .isEqualTo(
            "::notice title=meshgen::3 more errors and 1 more warning not shown;"
                + " run with --format text to see all");
    assertThat(print(DiagnosticFormat.GITHUB, false, many(10, 10))).doesNotContain("::notice");
  }

  @Test
  void tellsNotesFromWarnings() {
    List<Diagnostic> notes = new ArrayList<>();
    for (int line = 1; line <= 12; line++) {
      notes.add(Diagnostic.of(Code.VALUE_REPEATED, new Span("mesh.yaml", line, 1), "the same"));
    }
    assertThat(print(DiagnosticFormat.TEXT, false, notes))
        .contains("mesh.yaml:1:1: note[MG0804]: the same")
        .contains("\n\n12 notes\ndetails: meshgen explain MG0804");
    String[] lines = print(DiagnosticFormat.GITHUB, false, notes).split("\n");
    assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("::notice "));
    assertThat(lines[9]).contains("::3 more notes not shown;");
    assertThat(print(DiagnosticFormat.JSON, false, notes)).contains("\"severity\": \"note\"");
    assertThat(print(DiagnosticFormat.SARIF, false, notes)).contains("\"level\": \"note\"");
  }

  @Test
  void escapesWhatEndsAGithubProperty() {
    Diagnostic found =
        Diagnostic.of(Code.BAD_FORMAT, new Span("x\\a,b:c%.yaml", 1, 2), "50%: a,b\n");
    assertThat(print(DiagnosticFormat.GITHUB, false, List.of(found)))
        .isEqualTo(
            "::error file=x/a%2Cb%3Ac%25.yaml,line=1,col=2,title=MG0206::50%25: a,b\\u000A\n");
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.yaml, a/b.yaml", "./a.yaml, a.yaml", "../a b.yaml, ../a%20b.yaml", "a:b, a%3Ab",
    "<stdin>, %3Cstdin%3E", "ü.yaml, %C3%BC.yaml", "a\\b.yaml, a/b.yaml", "/x/y, file:///x/y",
    "C:\\x, file:///C%3A/x",
  })
  void writesFilesAsUris(String file, String uri) {
    assertThat(SarifPrinter.uri(file)).isEqualTo(uri);
    assertThat(URI.create(uri)).isNotNull();
  }

  @Test
  void hasWhatSarifRequires() {
    Map<String, Object> run = run(SAMPLE);
    Map<String, Object> driver = object(object(run.get("tool")).get("driver"));
    assertThat(driver.get("name")).isEqualTo("meshgen");
    List<?> rules = (List<?>) driver.get("rules");
    assertThat(rules)
        .allSatisfy(rule -> assertThat(text(object(rule).get("shortDescription"))).isNotEmpty());
    List<?> results = (List<?>) run.get("results");
    assertThat(results).hasSameSizeAs(SAMPLE);
    for (int i = 0; i < results.size(); i++) {
      checkResult(object(results.get(i)), SAMPLE.get(i), rules);
    }
  }

  private static void checkResult(Map<String, Object> result, Diagnostic found, List<?> rules) {
    assertThat(result.get("ruleId")).isEqualTo(found.code().id());
    Map<String, Object> rule = object(rules.get((Integer) result.get("ruleIndex")));
    assertThat(rule.get("id")).isEqualTo(found.code().id());
    assertThat(result.get("level"))
        .isIn("error", "warning", "note")
        .isEqualTo(found.severity().id());
    assertThat(text(result.get("message"))).isNotEmpty();
    Map<String, Object> place =
        object(object(((List<?>) result.get("locations")).get(0)).get("physicalLocation"));
    assertThat(object(place.get("artifactLocation")).get("uri")).asString().isNotEmpty();
    if (found.at().hasLine()) {
      assertThat(place.get("region"))
          .isEqualTo(Map.of("startLine", found.at().line(), "startColumn", found.at().column()));
    } else {
      assertThat(place).doesNotContainKey("region");
    }
    assertThat(result.containsKey("relatedLocations")).isEqualTo(found.related().isPresent());
  }

  /** The first run; JSON is YAML. */
  private static Map<String, Object> run(List<Diagnostic> found) {
    Map<String, Object> log =
        object(
            new Load(LoadSettings.builder().build())
                .loadFromString(print(DiagnosticFormat.SARIF, false, found)));
    assertThat(log.get("version")).isEqualTo("2.1.0");
    return object(((List<?>) log.get("runs")).get(0));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  private static String text(Object message) {
    return (String) object(message).get("text");
  }

  private static List<Diagnostic> many(int errors, int warnings) {
    List<Diagnostic> found = new ArrayList<>();
    for (int i = 1; i <= errors; i++) {
      found.add(Diagnostic.of(Code.BAD_FORMAT, new Span("mesh.yaml", 1, i), "wrong"));
    }
    for (int i = 1; i <= warnings; i++) {
      found.add(
          Diagnostic.of(Code.OVERRIDE_MATCHES_NOTHING, new Span("mesh.yaml", 2, i), "doubtful"));
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource(DiagnosticFormat.class)
  void findsEachFormatByItsId(DiagnosticFormat format) {
    assertThat(DiagnosticFormat.of(format.id())).contains(format);
    assertThat(DiagnosticFormat.of("xml")).isEmpty();
  }
}
