package dev.meshgen.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.delivery.Engines;
import dev.meshgen.tree.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Paths of the tree are spelled in {@code tree.Layout} and its like. What those paths are, the
 * goldens say: no string elsewhere names one of their folders with a slash behind it, or a file
 * that has its one place.
 *
 * <p>Two kinds of strings look alike. Templates are laid out as the tree is: the name of one that
 * exists is not a path of the tree, and the test cannot tell whether it is used as one. The last
 * part of a path, such as {@code gateway.yaml}, is the business of the one class that fills the
 * folder; what others read it by is a constant of {@code tree.ClusterLayout}.
 */
final class SpelledPathsTest {
  private static final Path GOLDEN = Path.of("golden");
  private static final Path TEMPLATES = Path.of("templates");

  /** Layout itself; and summaries of codes, which are below it and name a folder to people. */
  private static final Set<String> ALLOWED =
      Set.of("Layout.java", "ClusterLayout.java", "PathPattern.java", "Code.java");

  /** Where a folder has folders of clusters, whose names are not those of the tree. */
  private static final Set<String> BY_CLUSTER = byCluster();

  private static final Pattern PATH = path();

  private static Set<String> byCluster() {
    Set<String> folders = new TreeSet<>(Set.of(Layout.CLUSTERS));
    Engines.TYPES.forEach(engine -> folders.add(engine.clusterFolders()));
    return folders;
  }

  private static Pattern path() {
    Set<String> folders = new TreeSet<>();
    Set<String> files = new TreeSet<>(Set.of("meshgen.lock"));
    try (Stream<Path> goldens = Files.list(GOLDEN)) {
      for (Path golden : goldens.filter(Files::isDirectory).toList()) {
        collect(golden, "", folders, files);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Pattern.compile(
        "(?<![\\w.$/-])(?:" + any(folders) + ")/|(?<![\\w-])(?:" + any(files) + ")(?![\\w.-])");
  }

  private static void collect(Path folder, String path, Set<String> folders, Set<String> files)
      throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path each : inside.toList()) {
        String name = each.getFileName().toString();
        if (Files.isDirectory(each)) {
          if (!BY_CLUSTER.contains(path) && !path.startsWith("discovery")) {
            folders.add(name);
          }
          String below = path.isEmpty() ? name : path + "/" + name;
          collect(each, BY_CLUSTER.contains(path) ? path + "/*" : below, folders, files);
        } else if (path.isEmpty()) {
          files.add(name);
        }
      }
    }
  }

  private static String any(Set<String> names) {
    return names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }

  private static List<String> spelled(String source) {
    List<String> found = new ArrayList<>();
    for (ProgramSources.Literal literal : ProgramSources.literals(source)) {
      Matcher path = PATH.matcher(literal.text());
      if (path.find() && !isTemplate(literal.text())) {
        found.add("line " + literal.line() + ": " + literal.text());
      }
    }
    return found;
  }

  /** The name of a template, or of a folder of some. */
  private static boolean isTemplate(String text) {
    return text.matches("[\\w./-]+")
        && (Files.exists(TEMPLATES.resolve(text + ".mustache"))
            || Files.isDirectory(TEMPLATES.resolve(text)));
  }

  @TestFactory
  List<DynamicTest> onlyLayoutSpellsAPathOfTheTree() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path source : ProgramSources.main()) {
      String name = source.getFileName().toString();
      if (!ALLOWED.contains(name)) {
        String text = Files.readString(source);
        tests.add(DynamicTest.dynamicTest(name, () -> assertThat(spelled(text)).isEmpty()));
      }
    }
    return tests;
  }

  /** What tells files beside each other apart. */
  @Test
  void onlyLayoutSpellsTheEndingOfAFile() throws IOException {
    Set<String> endings = endings();
    assertThat(endings).contains(".overrides", ".sops", ".csr");
    for (Path source : ProgramSources.main()) {
      if (!ALLOWED.contains(source.getFileName().toString())) {
        assertThat(ProgramSources.literals(Files.readString(source)))
            .extracting(ProgramSources.Literal::text)
            .as("%s", source)
            .noneMatch(
                text ->
                    endings.stream()
                        .anyMatch(ending -> text.matches("\\Q" + ending + "\\E(\\.\\w+)?")));
      }
    }
  }

  /** In front of the last, of files whose names have several. */
  private static Set<String> endings() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[a-z]\\S*\\.[a-z]+\\.[a-z]+"))
          .map(
              name ->
                  name.substring(
                      name.lastIndexOf('.', name.lastIndexOf('.') - 1), name.lastIndexOf('.')))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void oneClassSpellsTheNameOfAFile() throws IOException {
    Set<String> names = names();
    Map<String, Set<String>> spelledBy = new TreeMap<>();
    for (Path source : ProgramSources.main()) {
      for (ProgramSources.Literal literal : ProgramSources.literals(Files.readString(source))) {
        if (names.contains(literal.text()) && !isTemplate(literal.text())) {
          String name = source.getFileName().toString();
          spelledBy.computeIfAbsent(literal.text(), each -> new TreeSet<>()).add(name);
        }
      }
    }
    assertThat(spelledBy).containsKeys("gateway.yaml", "istiod-routes.yaml");
    assertThat(spelledBy).allSatisfy((name, classes) -> assertThat(classes).as(name).hasSize(1));
  }

  /** Those of YAML files of the goldens. */
  private static Set<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void knowsTheFoldersOfTheGoldens() {
    for (String path :
        List.of(
            "clusters/east",
            "trust/root-cert.pem",
            "values/istiod.yaml",
            "argocd/mesh",
            "flux/east",
            "config/external-istiod.yaml",
            "see `discovery/east`",
            "^clusters/.*$",
            "meshgen.lock",
            "clusters.yaml and README.md",
            ".sops.yaml")) {
      assertThat(spelled("class X { String x = \"" + path + "\"; }")).as(path).hasSize(1);
    }
  }

  @Test
  void takesNothingElseForOne() {
    for (String text :
        List.of(
            "cluster/config/",
            "cluster/values/istiod.yaml",
            "argocd/application.yaml",
            "mesh/README.md",
            "$values/",
            "pkg/config/kube",
            "discovery",
            "gateway.yaml",
            "root-cert.pem",
            "mesh.yaml")) {
      assertThat(spelled("class X { String x = \"" + text + "\"; }")).as(text).isEmpty();
    }
    assertThat(spelled("// \"clusters/east\"\n/* \"trust/x\" */ char c = '\"'; // trust/"))
        .isEmpty();
  }
}
