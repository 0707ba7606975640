package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.docs.DependenciesTable.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote in the README still fits the project around it. */
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

  private final Readme readme = Readme.read();

  @TempDir private Path folder;

  @Test
  void theTwoCommandsStandOnTheFirstScreen() {
    assertThat(readme.text().lines().limit(20))
        .contains(
            "./meshgen render -f examples/multi-primary-multi-network -o rendered",
            "mvn -B verify");
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> headings =
        readme
            .text()
            .lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
            .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .toList();
    for (String target : all("\\]\\(([^)]+)\\)", readme.text())) {
      if (target.startsWith("#")) {
        assertThat(headings).as(target).contains(target.substring(1));
      } else {
        assertThat(Path.of(target)).exists();
      }
    }
  }

  @Test
  void theIstioMinorsAreThoseThereAre() throws IOException {
    List<String> minors = Files.readAllLines(Path.of("templates/istio/versions/index"));
    String sentence = "Istio " + minors.get(0) + " to " + minors.get(minors.size() - 1);
    assertThat(readme.text()).contains(sentence);
    assertThat(Files.readString(Path.of("CHANGELOG.md"))).contains(sentence);
  }

  @Test
  void theCommandsThatItShowsExistWithTheirOptions() {
    List<String> lines = new ArrayList<>();
    for (Readme.Block block : Readme.blocks(readme.text())) {
      if (!block.language().equals("text")) {
        lines.addAll(all("meshgen ([a-z]+ [^|\\n]*)", block.text().replace("\\\n", " ")));
      }
    }
    lines.addAll(all("`meshgen ([a-z]+[^`]*)`", readme.text()));
    assertThat(lines).hasSizeGreaterThan(10);
    lines.forEach(this::assertUnderstood);
  }

  private void assertUnderstood(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    List<String> help = new ArrayList<>(List.of(words.get(0)));
    if (words.size() > 1 && List.of("add", "remove", "plan").contains(words.get(1))) {
      help.add(words.get(1));
    }
    help.add("--help");
    Workspace.Run run = new Workspace(folder).run(help.toArray(new String[0]));
    assertThat(run.code()).as(line).isZero();
    for (String word : words) {
      if (word.matches("--?[a-z].*")) {
        assertThat(run.out()).as(line).contains(word.replaceFirst("=.*", ""));
      }
    }
  }

  @Test
  void theVariablesThatItNamesAreRead() throws IOException {
    StringBuilder sources = new StringBuilder(Files.readString(Path.of("meshgen")));
    for (Path source : sources("src/main/java")) {
      sources.append(Files.readString(source));
    }
    List<String> variables = all("`((?:MESHGEN|SOPS|XDG|NO|JAVA)_[A-Z_]+)`", readme.text());
    assertThat(variables).contains("MESHGEN_JAVA", "SOPS_AGE_KEY_CMD", "NO_COLOR");
    assertThat(variables).allSatisfy(name -> assertThat(sources.toString()).contains(name));
  }

  @Test
  void whatTheTableOfExtensionsNamesExists() throws IOException {
    String section = readme.between("## Extending it", "## Dependencies");
    TreeSet<String> classes = new TreeSet<>();
    sources("src").forEach(path -> classes.add(path.getFileName().toString()));
    for (String word : all("`([^`\\n]+)`", section)) {
      if (word.matches("(src|templates|schemas|examples|golden)/[^<*]*")) {
        assertThat(Path.of(word)).exists();
      } else if (word.matches("([a-z]+\\.)?[A-Z][A-Za-z]+(\\.ALL)?")) {
        String name = word.replace(".ALL", "").replaceFirst("^[a-z]+\\.", "");
        assertThat(classes).contains(name + ".java");
      }
    }
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

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(ReadmeTest::group).toList();
  }

  private static String group(MatchResult found) {
    return found.group(1);
  }
}
