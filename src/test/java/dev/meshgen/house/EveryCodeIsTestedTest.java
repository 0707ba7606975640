package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A diagnostic that no test expects may be one that no one ever gets. */
class EveryCodeIsTestedTest {
  private static final Path FIXTURES = Path.of("src/test/resources/invalid");
  private static final List<String> TESTS = tests();

  private static List<String> tests() {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        texts.add(Files.readString(file));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  @ParameterizedTest
  @EnumSource
  void appearsInATestOrAFixture(Code code) {
    boolean hasFixture =
        Files.exists(FIXTURES.resolve(code.theme().folder()).resolve(code.id() + ".yaml"));

    assertThat(hasFixture || TESTS.stream().anyMatch(test -> speaksOf(test, code)))
        .as("no test names %s, \"%s\"", code.id(), code.summary())
        .isTrue();
  }

  private static boolean speaksOf(String test, Code code) {
    String name = "Code." + code.name();
    for (int at = test.indexOf(name); at >= 0; at = test.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (end == test.length() || !Character.isJavaIdentifierPart(test.charAt(end))) {
        return true;
      }
    }
    return test.contains(code.id());
  }
}
