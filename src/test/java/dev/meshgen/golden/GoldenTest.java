package dev.meshgen.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.meshgen.cli.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example compiles to its golden, and its tree has the properties that every tree must have.
 */
class GoldenTest {
  /** What External Secrets puts into a Secret. */
  private static final Pattern FILLED_IN =
      Pattern.compile("\\{\\{ \\.(value|(service_account_)?token \\| toJson|ca \\| b64enc) }}");

  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir static Path folder;

  private static final Map<String, Workspace> RENDERED = new TreeMap<>();

  static List<Example> examples() {
    return Example.all();
  }

  @BeforeAll
  static void renderAll() {
    for (Example example : Example.all()) {
      RENDERED.put(example.name(), example.render(folder.resolve(example.name())));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void compilesToItsGolden(Example example) throws IOException {
    SortedMap<String, String> actual = Example.masked(workspace(example));
    if (UPDATE) {
      Goldens.write(example.golden(), actual);
    }
    Goldens.difference(example.golden(), actual).ifPresent(found -> fail(found));
  }

  @Test
  void everyGoldenHasItsExample() throws IOException {
    try (var found = Files.list(Path.of("golden"))) {
      assertThat(found.filter(Files::isDirectory).map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(RENDERED.keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void touchesNoFileWhenRenderedAgain(Example example) throws IOException {
    Workspace workspace = workspace(example);
    SortedMap<String, String> before = workspace.tree("rendered");
    for (String path : before.keySet()) {
      Files.setLastModifiedTime(rendered(workspace, path), LONG_AGO);
    }

    Workspace.Run again = workspace.run("render", "-f", "spec", "-o", "rendered");

    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("rendered: nothing to change, " + before.size() + " files");
    assertThat(workspace.tree("rendered")).isEqualTo(before);
    for (String path : before.keySet()) {
      assertThat(Files.getLastModifiedTime(rendered(workspace, path))).as(path).isEqualTo(LONG_AGO);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void passesItsOwnCheckWithoutAnyKey(Example example) {
    Workspace.Run check =
        workspace(example).run("render", "--check", "-f", "spec", "-o", "rendered");

    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void verifiesFromPublicDataAlone(Example example) {
    Workspace.Run verify = workspace(example).run("verify", "rendered", "-f", "spec");

    assertThat(verify.code()).as(verify.err()).isZero();
    assertThat(verify.err()).contains("verified");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void doesNotDependOnTheOrderOfFiles(Example example) {
    Workspace workspace = workspace(example);
    List<String> files = Documents.oneFileEach(workspace, "apart");
    Collections.reverse(files);
    List<String> arguments = new ArrayList<>(List.of("render", "--check", "-o", "rendered"));
    files.forEach(file -> arguments.addAll(List.of("-f", file)));

    Workspace.Run check = workspace.run(arguments.toArray(String[]::new));

    assertThat(check.code()).as(check.out() + check.err()).isZero();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void doesNotDependOnTheOrderOfDocuments(Example example) {
    Workspace workspace = workspace(example);
    for (long seed = 1; seed <= 3; seed++) {
      workspace.write("shuffled.yaml", Documents.shuffled(workspace, seed));

      Workspace.Run check =
          workspace.run("render", "--check", "-f", "shuffled.yaml", "-o", "rendered");

      assertThat(check.code()).as("seed " + seed + "\n" + check.out() + check.err()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void holdsYamlThatEveryReaderTakes(Example example) {
    workspace(example)
        .tree("rendered")
        .forEach(
            (path, content) -> {
              if (path.endsWith(".yaml") || path.endsWith("meshgen.lock")) {
                YamlReaders.check(path, utf8(content));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("examples")
  void holdsTextThatReviewsWell(Example example) {
    // Masked, because sealed text may spell anything; and without what the cluster fills in.
    Example.masked(workspace(example))
        .forEach(
            (path, content) ->
                assertThat(FILLED_IN.matcher(utf8(content)).replaceAll("key"))
                    .as(path)
                    .endsWith("\n")
                    .doesNotEndWith("\n\n")
                    .doesNotContain("\r", "\t", "\n\n\n", " \n", "{{", "}}", "null", "Optional")
                    .doesNotContain("/tmp", folder.toString()));
  }

  private static Workspace workspace(Example example) {
    return RENDERED.get(example.name());
  }

  private static Path rendered(Workspace workspace, String path) {
    return workspace.folder().resolve("rendered").resolve(path);
  }

  /** Trees are read one character a byte, so that no encoding hides a difference. */
  static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
