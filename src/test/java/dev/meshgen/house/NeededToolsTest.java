package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A machine that lacks a tool is told so before the conformance tests begin. */
class NeededToolsTest {
  private static final Path CONFORMANCE = Path.of("src/test/java/dev/meshgen/conformance");
  private static final Pattern TOOL =
      Pattern.compile("(?:Tool\\.named|new Tool)\\(\"([^\"]+)\"\\)");

  /** Asked for by what may go without them. */
  private static final Set<String> BY_OTHER_NAMES = Set.of("chromium", "esoctl", "ksops", "vault");

  @Test
  void eachIsAskedForFirst() throws IOException {
    String first = Files.readString(CONFORMANCE.resolve("ConformancePrerequisites.java"));
    Set<String> missing = new TreeSet<>();
    Set<String> named = tools();
    named.stream()
        .filter(tool -> !BY_OTHER_NAMES.contains(tool) && !first.contains("\"" + tool + "\""))
        .forEach(missing::add);

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(missing).isEmpty();
  }

  private static Set<String> tools() throws IOException {
    Set<String> tools = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CONFORMANCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher named = TOOL.matcher(Files.readString(file));
        while (named.find()) {
          tools.add(named.group(1));
        }
      }
    }
    return tools;
  }
}
