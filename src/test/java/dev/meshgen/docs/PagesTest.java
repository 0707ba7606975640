package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.spec.SchemaField;
import dev.meshgen.spec.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people wrote in the documentation fits the program that it describes. */
final class PagesTest {
  private static final Set<String> PARENTS = Set.of("credential", "upgrade", "trust");

  private final List<Page> pages = Pages.written();

  @TempDir private Path folder;

  @Test
  void theCommandsThatTheyShowExistWithTheirOptions() {
    TreeSet<String> lines = new TreeSet<>();
    for (Page page : pages) {
      for (Page.Block block : page.blocks()) {
        if (!block.language().equals("text")) {
          String text = block.text().replaceAll("\\\\\\n\\s*", "");
          lines.addAll(all("meshgen ([a-z]+ [^|\\n<>]*)", text));
        }
      }
      lines.addAll(all("`meshgen ([a-z]+[^`\\n]*)`", page.prose()));
    }
    assertThat(lines).hasSizeGreaterThan(30);
    lines.forEach(this::assertUnderstood);
  }

  private void assertUnderstood(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    List<String> help = new ArrayList<>(List.of(words.get(0)));
    if (words.size() > 1 && PARENTS.contains(words.get(0))) {
      help.add(words.get(1));
      if (words.size() > 2 && words.get(1).equals("rotate")) {
        help.add(words.get(2));
      }
    }
    if (!words.get(0).equals("help")) {
      help.add("--help");
    }
    Workspace.Run run = new Workspace(folder).run(help.toArray(new String[0]));
    assertThat(run.code()).as(line).isZero();
    for (String word : words) {
      if (word.matches("--?[a-z].*")) {
        assertThat(run.out()).as(line).contains(word.replaceFirst("=.*", ""));
      }
    }
  }

  @Test
  void theCodesThatTheyNameExist() {
    Set<String> codes = Arrays.stream(Code.values()).map(Code::id).collect(Collectors.toSet());
    for (Page page : pages) {
      assertThat(codes).as(page.toString()).containsAll(all("(MG\\d{4})", page.text()));
    }
  }

  /** Of messages and of the rules for changes, which send people there. */
  @Test
  void theChaptersThatTheProgramNamesExist() throws IOException {
    TreeSet<String> named = new TreeSet<>();
    for (Path source : sources("src/main/java")) {
      String text = Files.readString(source);
      named.addAll(chapters(text));
      if (source.endsWith("SteppedChanges.java")) {
        all("\n +\"([A-Z][a-z' ]+)\"\\)", text)
            .forEach(chapter -> named.add(chapter + "@operations.md"));
      }
    }
    try (Stream<Path> templates = Files.walk(Path.of("templates"))) {
      for (Path each : templates.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        named.addAll(chapters(Files.readString(each)));
      }
    }
    assertThat(named)
        .contains(
            "Moving a cluster to another network@operations.md",
            "Credentials for discovery@secrets.md")
        .allSatisfy(
            chapter -> {
              String[] parts = chapter.split("@");
              assertThat(Page.read(Path.of("src/docs", parts[1])).text())
                  .containsPattern("\n#+ " + Pattern.quote(parts[0]) + "\n");
            });
  }

  private static List<String> chapters(String text) {
    assertThat(all("src/docs/([a-z]+\\.md)", text))
        .allSatisfy(page -> assertThat(Path.of("src/docs", page)).exists());
    return Pattern.compile("\\\\\"([A-Z][^\"\\\\]+)\\\\\" in `?src/docs/([a-z]+\\.md)")
        .matcher(text)
        .results()
        .map(found -> found.group(1) + "@" + found.group(2))
        .toList();
  }

  /** The list of all fields helps those who know the name of one already. */
  @Test
  void everyFieldIsInAChapterOrAnExample() throws IOException {
    StringBuilder text = new StringBuilder();
    pages.stream().filter(page -> isChapter(page.file())).forEach(page -> text.append(page.text()));
    try (Stream<Path> specs = Files.walk(Path.of("examples"))) {
      for (Path spec : specs.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        text.append(Files.readString(spec));
      }
    }
    Set<String> words = new TreeSet<>(all("(\\w+)", text.toString()));
    TreeSet<String> missing = new TreeSet<>();
    for (String kind : List.of("Mesh", "Cluster")) {
      missing(new Schemas().fields(kind), words, missing);
    }
    assertThat(missing).isEmpty();
  }

  /** Not one of a diagnostic, which people read afterwards, nor a table that is generated. */
  private static boolean isChapter(Path file) {
    String name = file.getFileName().toString();
    return file.startsWith("examples")
        || Path.of("src/docs").equals(file.getParent())
            && !List.of("changes.md", "commands.md", "raw-values.md").contains(name);
  }

  private static void missing(SchemaField at, Set<String> words, Set<String> missing) {
    for (SchemaField field : at.fields().values()) {
      if (!words.contains(field.name())) {
        missing.add(field.name());
      }
      missing(field, words, missing);
    }
    at.items().ifPresent(item -> missing(item, words, missing));
  }

  /** Most steps make files, which {@code git commit -a} leaves behind. */
  @Test
  void theCommitsThatTheyShowHoldNewFiles() {
    for (Page page : pages) {
      assertThat(page.text()).as(page.toString()).doesNotContain("commit -a");
    }
  }

  @Test
  void theVariablesThatTheyNameAreRead() throws IOException {
    StringBuilder sources = new StringBuilder(Files.readString(Path.of("meshgen")));
    sources.append(Files.readString(Path.of("src/dist/ci/gitlab-note")));
    for (Path source : sources("src/main/java")) {
      sources.append(Files.readString(source));
    }
    TreeSet<String> variables = new TreeSet<>();
    for (Page page : pages) {
      variables.addAll(all("`((?:MESHGEN|SOPS|XDG|NO|JAVA)_[A-Z_]+)`", page.text()));
    }
    assertThat(variables).contains("MESHGEN_JAVA", "SOPS_AGE_KEY_CMD", "NO_COLOR");
    assertThat(variables).allSatisfy(name -> assertThat(sources.toString()).contains(name));
  }

  @Test
  void whatTheTableOfExtensionsNamesExists() throws IOException {
    TreeSet<String> classes = new TreeSet<>();
    sources("src").forEach(path -> classes.add(path.getFileName().toString()));
    for (String word : all("`([^`\\n]+)`", Page.read(Path.of("src/docs/extending.md")).text())) {
      if (word.matches("(src|templates|schemas|examples|golden)/[^<*]*")) {
        assertThat(Path.of(word)).exists();
      } else if (word.matches("([a-z]+\\.)?[A-Z][A-Za-z]+(\\.ALL)?")) {
        String name = word.replace(".ALL", "").replaceFirst("^[a-z]+\\.", "");
        assertThat(classes).contains(name + ".java");
      }
    }
  }

  @Test
  void everyExampleHasAChapterAndIsInTheIndex() throws IOException {
    List<String> index = Links.of(Page.read(Path.of("examples/README.md")));
    try (Stream<Path> found = Files.list(Path.of("examples"))) {
      List<String> names =
          found.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();
      assertThat(names)
          .isNotEmpty()
          .allSatisfy(
              name -> {
                assertThat(Path.of("examples", name, "README.md")).exists();
                assertThat(index).anyMatch(link -> link.startsWith(name + "/README.md"));
              });
    }
  }

  @Test
  void everyPageIsInTheIndex() throws IOException {
    Path folder = Path.of("src/docs");
    List<String> index = Links.of(Page.read(folder.resolve("README.md")));
    try (Stream<Path> found = Files.list(folder)) {
      List<String> names =
          found
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
              .toList();
      assertThat(names).contains("concepts.md");
      assertThat(index).containsAll(names);
    }
  }

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }
}
