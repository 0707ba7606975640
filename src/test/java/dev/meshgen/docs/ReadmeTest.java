package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.docs.DependenciesTable.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The README stays short, and what people wrote in it fits the project around it. */
final class ReadmeTest {
  private static final Map<String, String> NOTICED =
      Map.of(
          "com.exceptionfactory.jagged", "Jagged",
          "com.github.spullara.mustache.java", "mustache.java",
          "com.networknt", "json-schema-validator",
          "info.picocli", "picocli",
          "org.bouncycastle", "Bouncy Castle",
          "org.slf4j", "SLF4J",
          "org.snakeyaml", "SnakeYAML Engine",
          "tools.jackson.dataformat", "Jackson");

  private final Page readme = Page.read(Page.README);

  @Test
  void isAtMost250LinesLong() {
    assertThat(readme.text().lines()).hasSizeLessThanOrEqualTo(250);
  }

  @Test
  void theTwoCommandsAreOnTheFirstScreen() {
    assertThat(readme.text().lines().limit(20))
        .contains(
            "./meshgen render -f examples/multi-primary-multi-network -o rendered --trust-recipients",
            "mvn -B verify");
  }

  @Test
  void theNoticeNamesWhatTheJarContains() throws IOException {
    String notice = Files.readString(Path.of("NOTICE"));
    for (Dependency each : DependenciesTable.dependencies()) {
      if (!each.scope().equals("test")) {
        assertThat(NOTICED).containsKey(each.group());
        assertThat(notice).contains(NOTICED.get(each.group()));
      }
    }
  }
}
