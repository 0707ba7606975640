package dev.meshgen.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlEditorTest {
  private static YamlEditor of(String text) throws EditRefused {
    return YamlEditor.of("mesh.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(YamlEditor editor) {
    return new String(editor.content(), StandardCharsets.UTF_8);
  }

  private static List<String> path(String dotted) {
    return List.of(dotted.split("\\."));
  }

  private static String set(String text, String path, Object value) throws EditRefused {
    return text(of(text).set(0, path(path), value));
  }

  private static String remove(String text, String path) throws EditRefused {
    return text(of(text).remove(0, path(path)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1.30.5  # why      | a: 1.31.1  # why",
        "a: '1.30.5'           | a: '1.31.1'",
        "a: \"1.30.5\"         | a: \"1.31.1\"",
        "{b: x, a: 1.30.5}     | {b: x, a: 1.31.1}",
        "{a: '1.30.5', b: [x]} | {a: '1.31.1', b: [x]}",
        "a:   1.30.5           | a:   1.31.1",
        "\"a\": 1.30.5         | \"a\": 1.31.1",
      },
      quoteCharacter = '`')
  void replacesAScalarInTheQuotesItHas(String before, String after) throws EditRefused {
    assertThat(set(before, "a", "1.31.1")).isEqualTo(after);
  }

  @Test
  void quotesWhatWouldElseBeSomethingOtherThanAString() throws EditRefused {
    assertThat(set("a: x\n", "a", "1.30")).isEqualTo("a: \"1.30\"\n");
    assertThat(set("a: x\n", "a", "true")).isEqualTo("a: \"true\"\n");
    assertThat(set("a: x\n", "a", "a b")).isEqualTo("a: \"a b\"\n");
    assertThat(set("a: x\n", "a", "1-31-1")).isEqualTo("a: 1-31-1\n");
  }

  @Test
  void addsAnEntryBehindTheLastOne() throws EditRefused {
    assertThat(set("a:\n  b: x  # b\n  # about c\nc: q\n", "a.d", "z"))
        .isEqualTo("a:\n  b: x  # b\n  d: z\n  # about c\nc: q\n");
    assertThat(set("a:\n    b: x\n", "a.d.e", "z")).isEqualTo("a:\n    b: x\n    d:\n      e: z\n");
    assertThat(set("a: {b: x}", "a.d.e", "z")).isEqualTo("a: {b: x, d: {e: z}}");
    assertThat(set("a: {}\n", "a.d", "z")).isEqualTo("a: {d: z}\n");
    assertThat(set("a:\nb: x\n", "a.d", "z")).isEqualTo("a:\n  d: z\nb: x\n");
    assertThat(set("a:\n  - b: x\n  - c: q\n", "a.0.d", "z"))
        .isEqualTo("a:\n  - b: x\n    d: z\n  - c: q\n");
  }

  @Test
  void keepsLineBreaksMarksAndAMissingLastBreak() throws EditRefused {
    assertThat(set("a:\r\n  b: x\r\nc: q\r\n", "a.d", "z"))
        .isEqualTo("a:\r\n  b: x\r\n  d: z\r\nc: q\r\n");
    assertThat(set("a:\n  b: x", "a.d", "z")).isEqualTo("a:\n  b: x\n  d: z");
    assertThat(set("\uFEFFa: x\n", "a", "z")).isEqualTo("\uFEFFa: z\n");
    assertThat(set("# \uD83D\uDE00\na: {s: '\uD83D\uDE00', b: x}\n", "a.b", "z"))
        .isEqualTo("# \uD83D\uDE00\na: {s: '\uD83D\uDE00', b: z}\n");
  }

  @Test
  void editsTheDocumentThatIsMeant() throws EditRefused {
    String text = "a: x\n---\n# second\na: x\n---\na: x\n";
    assertThat(text(of(text).set(1, List.of("a"), "z")))
        .isEqualTo("a: x\n---\n# second\na: z\n---\na: x\n");
    assertThat(text(of(text).set(0, List.of("b"), "z")))
        .isEqualTo("a: x\nb: z\n---\n# second\na: x\n---\na: x\n");
  }

  @Test
  void appendsToLists() throws EditRefused {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("match", Map.of("ring", "canary"));
    item.put("set", Map.of("x", "q"));
    assertThat(text(of("a:\n- b: x\n").append(0, path("a"), item)))
        .isEqualTo("a:\n- b: x\n- match:\n    ring: canary\n  set:\n    x: q\n");
    assertThat(text(of("a:\n  - b: x\n# end\n").append(0, path("a"), item)))
        .isEqualTo("a:\n  - b: x\n  - match:\n      ring: canary\n    set:\n      x: q\n# end\n");
    assertThat(text(of("a: []\n").append(0, path("a"), item)))
        .isEqualTo("a: [{match: {ring: canary}, set: {x: q}}]\n");
    assertThat(text(of("s:\n  v: x\n").append(0, path("s.a"), item)))
        .isEqualTo(
            "s:\n  v: x\n  a:\n    - match:\n        ring: canary\n      set:\n        x: q\n");
  }

  @Test
  void takesOutLinesOrWhatStandsBetweenCommas() throws EditRefused {
    assertThat(remove("a: x\nb:\n  c: q\n  d: z\n# end\ne: w\n", "b"))
        .isEqualTo("a: x\n# end\ne: w\n");
    assertThat(remove("{a: x, b: {c: q}, d: z}", "b")).isEqualTo("{a: x, d: z}");
    assertThat(remove("{a: x, b: {c: q}}", "b")).isEqualTo("{a: x}");
    assertThat(remove("{b: {c: q}, a: x}", "b")).isEqualTo("{a: x}");
    assertThat(remove("l:\n  - a: x\n    b: q\n  - a: z\n", "l.0")).isEqualTo("l:\n  - a: z\n");
    assertThat(remove("l: [x, q]\n", "l.1")).isEqualTo("l: [x]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: >-\n  1.30.5\n",
        "a: |\n  1.30.5\n",
        "a: \"1.30\\x2e5\"\n",
        "a: 'it''s'\n",
        "a: one\n  two\n",
        "a: &v 1.30.5\n",
        "a: {b: c}\n",
        "a: [b]\n",
      })
  void refusesToReplaceWhatIsNotOneSimpleScalar(String text) {
    assertThatThrownBy(() -> set(text, "a", "1.31.1")).isInstanceOf(EditRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {b: x,}\n",
        "a: {b: x, # why\n  c: q}\n",
        "a: {b: \"\\x41\"}\n",
        "a:\n  b: |\n    text\n",
        "a: [b]\n",
        "a: x\n",
      })
  void refusesToAddWhereItCannotTellTheEnd(String text) {
    assertThatThrownBy(() -> set(text, "a.d", "z")).isInstanceOf(EditRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:\n  b: x  # why\nc: q\n",
        "a:\n  # why\n  b: x\nc: q\n",
        "a:\n  b: |\n    text\nc: q\n",
      })
  void refusesToTakeOutWithAComment(String text) {
    assertThatThrownBy(() -> remove(text, "a")).isInstanceOf(EditRefused.class);
  }

  @Test
  void refusesWhatDoesNotRead() {
    assertThatThrownBy(() -> of("a: &x q\nb: *x\n"))
        .isInstanceOf(EditRefused.class)
        .hasMessageContaining("alias");
  }
}
