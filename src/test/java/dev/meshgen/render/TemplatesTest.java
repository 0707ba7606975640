package dev.meshgen.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.meshgen.delivery.EngineType;
import dev.meshgen.delivery.Engines;
import dev.meshgen.yaml.YamlText;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates see what their record says, and can break no document around them. */
class TemplatesTest {
  private static final Path TEMPLATES = Path.of("templates");

  /** And whatever else is spelled as one is. */
  private static final Pattern API_GROUP = Pattern.compile("[\\w-]+(?:\\.[\\w-]+)+");

  record Inner(String name) {}

  record View(
      String text,
      int number,
      boolean flag,
      Optional<String> absent,
      Optional<Inner> present,
      List<String> words,
      List<Inner> inners) {}

  private static final View VIEW =
      new View(
          "a: b\n- c # {{number}}",
          7,
          true,
          Optional.empty(),
          Optional.of(new Inner("x")),
          List.of("no", "1.30", "word"),
          List.of(new Inner("a"), new Inner("b")));

  private static String render(String template) {
    DefaultMustacheFactory factory =
        new DefaultMustacheFactory() {
          @Override
          public void encode(String value, Writer writer) {
            try {
              writer.write(value);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    factory.setObjectHandler(new RecordHandler(YamlText::scalar));
    Mustache mustache = factory.compile(new StringReader(template), "test.yaml");
    StringWriter out = new StringWriter();
    mustache.execute(out, VIEW);
    return out.toString();
  }

  static List<Path> yamlTemplates() throws IOException {
    try (Stream<Path> found = Files.walk(TEMPLATES)) {
      return found
          .filter(path -> path.toString().endsWith(".mustache"))
          .filter(path -> !path.toString().endsWith(".md.mustache"))
          .filter(path -> !path.toString().endsWith(".html.mustache"))
          .filter(path -> !path.toString().endsWith(".sh.mustache"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("yamlTemplates")
  void putATagOnlyWhereOneWholeScalarStands(Path template) throws IOException {
    String text = Files.readString(template);

    assertThatCode(() -> WholeScalars.check(template.toString(), text)).doesNotThrowAnyException();
    assertThat(text).doesNotContain("{{{", "{{&", "{{=", "{{!", "{{>", "{{<", "\t", "\r");
  }

  /** A value in HTML is text between tags, or lies in double quotes in an attribute's value. */
  @Test
  void putAValueInHtmlWhereItIsEscaped() throws IOException {
    String page = Files.readString(TEMPLATES.resolve("review/diff.html.mustache"));
    assertThat(page).doesNotContain("{{{", "{{&", "{{=", "{{!", "{{>", "{{<");
    String withoutQuoted = page.replaceAll("=\"[^\"<>]*\"", "");
    assertThat(withoutQuoted).doesNotContainPattern("<[^>]*\\{\\{[^#/^][^>]*>");
    assertThat(page).doesNotContainPattern(" (href|src)=\"\\{\\{| (on\\w+|style)=\"");
  }

  @Test
  void escapeWhatEndsTextOrAnAttributeInHtml() {
    assertThat(HtmlText.escape("<a b='c' d=\"e\">&amp;\n\u202e\u0007"))
        .isEqualTo("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;\n\\u202E\\u0007");
    assertThat(HtmlText.escape(new VerbatimText("<svg/>"))).isEqualTo("<svg/>");
  }

  /** A value in a script is quoted as a word: it must not be in quotes already. */
  @Test
  void putAValueInAScriptWhereItIsAWord() throws IOException {
    String script = Files.readString(TEMPLATES.resolve("mesh/vault-import.sh.mustache"));
    assertThat(script).doesNotContain("{{{", "{{&", "{{=", "{{!", "{{>", "{{<");
    assertThat(script)
        .doesNotContainPattern("[\"'`$][^\\s]*\\{\\{[^#/^]|\\{\\{[^#/^][^\\s]*[\"'`]");
  }

  static List<EngineType> engines() {
    return Engines.TYPES;
  }

  /** Whatever kind of file it is; what people read about the templates is not one of them. */
  @ParameterizedTest
  @MethodSource("engines")
  void knowAnEngineOnlyInItsFolder(EngineType engine) throws IOException {
    Path own = TEMPLATES.resolve(engine.id());
    try (Stream<Path> found = Files.walk(TEMPLATES).filter(Files::isRegularFile)) {
      List<Path> files = found.filter(path -> !path.endsWith("README.md")).toList();
      assertThat(files).anyMatch(path -> path.startsWith(own));
      for (Path file : files) {
        if (!file.startsWith(own)) {
          String text = Files.readString(file);
          assertThat(text).as("%s", file).doesNotContainIgnoringCase(engine.id(), engine.name());
          assertThat(API_GROUP.matcher(text).results().map(MatchResult::group))
              .as("%s", file)
              .noneMatch(engine::reads);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: x-{{name}}",
        "name: \"{{name}}\"",
        "list: [{{a}}]",
        "# {{comment}}",
        "name: {{name}} # why",
        "name: {{{name}}}",
        "name: {{&name}}",
        "{{a}}{{b}}",
        "name: {{a}}{{b}}",
        "key{{a}}: x",
      })
  void refusesATagThatIsPartOfAScalar(String line) {
    assertThatThrownBy(() -> WholeScalars.check("t", "kind: X\n" + line + "\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("template t:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: {{name}}",
        "  - {{.}}",
        "    {{key}}: {{value}}",
        "name: {{a.b}}",
        "{{#a}}",
        "{{#a.b?}}",
        "  {{/a}}",
        "- a: {{b}}"
      })
  void takesATagThatIsAWholeScalar(String line) {
    assertThatCode(() -> WholeScalars.check("t", line)).doesNotThrowAnyException();
  }

  @Test
  void quotesByType() {
    assertThat(render("a: {{text}}\n")).isEqualTo("a: \"a: b\\n- c # {{number}}\"\n");
    assertThat(render("a: {{number}}\nb: {{flag}}\n")).isEqualTo("a: 7\nb: true\n");
    assertThat(render("{{#words}}\n- {{.}}\n{{/words}}\n"))
        .isEqualTo("- \"no\"\n- \"1.30\"\n- word\n");
  }

  @Test
  void showsOptionalsAndFlagsAsSections() {
    assertThat(render("{{#absent}}\na: {{.}}\n{{/absent}}\n{{^absent}}\nnone\n{{/absent}}\n"))
        .isEqualTo("none\n");
    assertThat(render("{{#present}}\na: {{name}}\n{{/present}}\n")).isEqualTo("a: x\n");
    assertThat(render("{{#flag}}\na: {{number}}\n{{/flag}}\n{{^flag}}\nb\n{{/flag}}\n"))
        .isEqualTo("a: 7\n");
    assertThat(render("{{#inners}}\n- {{name}}\n{{/inners}}\n")).isEqualTo("- a\n- b\n");
  }

  @Test
  void looksIntoComponents() {
    assertThat(render("a: {{present.name}}\n{{#present.name}}\nb: {{.}}\n{{/present.name}}\n"))
        .isEqualTo("a: x\nb: x\n");
    assertThatThrownBy(() -> render("a: {{absent.name}}\n"))
        .hasStackTraceContaining("\"absent.name\" looks into what is absent");
  }

  @Test
  void asksOnceWhetherAListHasItems() {
    assertThat(
            render(
                "{{#inners?}}\nlist: {{number}}\n{{#inners}}\n- {{name}}\n{{/inners}}\n{{/inners?}}\n"))
        .isEqualTo("list: 7\n- a\n- b\n");
    assertThat(render("{{^inners?}}\nnone\n{{/inners?}}\n")).isEmpty();
    assertThat(render("{{#present?}}\na: {{present.name}}\n{{/present?}}\n")).isEqualTo("a: x\n");
    assertThat(render("{{^absent?}}\na: {{number}}\n{{/absent?}}\n")).isEqualTo("a: 7\n");
    assertThatThrownBy(() -> render("{{#text?}}\na\n{{/text?}}\n"))
        .hasStackTraceContaining("what is not a list");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {{nothing}}",
        "{{#nothing}}a{{/nothing}}",
        "{{^nothing}}a{{/nothing}}",
        "a: {{toString}}",
        "a: {{hashCode}}",
        "a: {{class}}",
        "a: {{number.value}}",
        "a: {{present.text}}",
        "{{#nothing?}}a{{/nothing?}}",
        "{{#inners}}a: {{number}}{{/inners}}",
        "{{#present}}a: {{text}}{{/present}}",
        "{{#words}}a: {{length}}{{/words}}",
        "{{#words}}a: {{isEmpty}}{{/words}}",
      })
  void refusesANameThatTheInnermostRecordDoesNotHave(String template) {
    assertThatThrownBy(() -> render(template)).hasStackTraceContaining("has no component");
  }

  @Test
  void refusesAValueThatIsNoScalar() {
    assertThatThrownBy(() -> render("a: {{words}}\n"))
        .rootCause()
        .hasMessageContaining("not a YAML scalar");
    assertThatThrownBy(() -> render("a: {{present}}\n"))
        .rootCause()
        .hasMessageContaining("not a YAML scalar");
  }

  @Test
  void refusesAnAbsentValue() {
    assertThatThrownBy(() -> render("a: {{absent}}\n"))
        .hasStackTraceContaining("\"absent\" is absent");
  }

  @Test
  void readsNoTemplateFromAnywhereElse() {
    assertThatThrownBy(() -> new Templates().render("../README.md", VIEW))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new Templates().render("no/such.yaml", VIEW))
        .hasStackTraceContaining("no template no/such.yaml.mustache");
  }
}
