package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code has a spec that is wrong in that way, {@code
 * src/test/resources/invalid/<theme>/<CODE>.yaml}, and says on the offending line what must be
 * reported there: {@code # error MG0304}, or {@code # warning MG0404, error MG0502}. What concerns
 * the file as a whole is in the first line after {@code # file:}; {@code # as of 2026-12-01} sets
 * the day.
 */
final class InvalidFixturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/invalid");
  private static final Pattern EXPECTATION =
      Pattern.compile(
          "# (file: )?((?:error|warning|note) MG\\d{4}(?:, (?:error|warning|note) MG\\d{4})*)$");
  private static final Pattern AS_OF = Pattern.compile("^# as of (\\d{4}-\\d{2}-\\d{2})$");

  static List<String> fixtures() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void reportsExactlyWhatTheFixtureSays(String file) throws IOException {
    String text = new FixtureText(1).fill(Files.readString(FOLDER.resolve(file)));
    List<String> lines = text.lines().toList();
    LocalDate asOf = ReadMesh.TODAY;
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher date = AS_OF.matcher(lines.get(i));
      asOf = date.find() ? LocalDate.parse(date.group(1)) : asOf;
      Matcher expectation = EXPECTATION.matcher(lines.get(i));
      if (expectation.find()) {
        int line = expectation.group(1) == null ? i + 1 : 0;
        for (String one : expectation.group(2).split(", ")) {
          expected.add(line + " " + one);
        }
      }
    }
    List<Diagnostic> found =
        ReadMesh.of(file, text.getBytes(StandardCharsets.UTF_8), asOf).diagnostics();
    assertThat(new TreeSet<>(found.stream().map(InvalidFixturesTest::place).toList()))
        .as("what is found in %s: %s", file, found)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.toString()).contains(code(file));
    found.forEach(InvalidFixturesTest::assertReadsWell);
  }

  private static String place(Diagnostic found) {
    return found.at().line() + " " + found.severity().id() + " " + found.code().id();
  }

  private static void assertReadsWell(Diagnostic found) {
    String message = found.message();
    assertThat(message.substring(0, 1)).isEqualTo(startOf(message));
    for (String text : List.of(message, found.expected(), found.hint())) {
      assertThat(text).doesNotEndWith(".").doesNotContain("\n").doesNotContain("Optional[");
    }
    assertThat(found.expected() + found.hint()).as("a way out of: %s", message).isNotEmpty();
    String everything = message + found.expected() + found.hint();
    assertThat(everything)
        .doesNotContain("AGE-SECRET-KEY-1Q")
        .doesNotContain("hunter2")
        .doesNotContain("ghp_0");
  }

  /** Lower case, but for proper names. */
  private static String startOf(String message) {
    boolean properName = message.startsWith("Istio ") || message.startsWith("Kubernetes ");
    String first = message.substring(0, 1);
    return properName ? first : first.toLowerCase(Locale.ROOT);
  }

  @Test
  void everyCodeOfTheSpecHasAFixture() throws IOException {
    List<String> files = fixtures();
    for (Code code : Code.values()) {
      if (code.id().compareTo("MG1") < 0) {
        assertThat(files).contains(code.theme().folder() + "/" + code.id() + ".yaml");
      }
    }
    assertThat(files).allMatch(InvalidFixturesTest::isOfItsTheme);
  }

  private static boolean isOfItsTheme(String file) {
    return Stream.of(Code.values())
        .anyMatch(
            code -> file.startsWith(code.theme().folder() + "/") && code(file).equals(code.id()));
  }

  private static String code(String file) {
    String name = file.substring(file.indexOf('/') + 1);
    return name.substring(0, name.indexOf('.'));
  }

  @Test
  void codesAreUniqueAndInOrder() {
    List<String> ids = Stream.of(Code.values()).map(Code::id).toList();
    assertThat(ids).doesNotHaveDuplicates().isSorted();
    assertThat(ids).allMatch(id -> id.matches("MG\\d{4}"));
  }

  @Test
  void summariesAreClausesAndDiffer() {
    List<String> summaries = Stream.of(Code.values()).map(Code::summary).toList();
    assertThat(summaries).doesNotHaveDuplicates().noneMatch(text -> text.endsWith("."));
  }
}
