package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The generated parts of the README are what their sources say now. */
final class GeneratedPartsTest {
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  @TempDir private Path folder;

  /** Name of a part, and how it is written; most do not look at what stands there. */
  private Map<String, UnaryOperator<String>> parts() {
    Map<String, UnaryOperator<String>> parts = new LinkedHashMap<>();
    parts.put("tree", old -> tree());
    parts.put("exit codes", old -> CommandReference.exitCodes(folder));
    parts.put("spec", old -> SpecReference.write());
    parts.put("commands", old -> CommandReference.write(folder));
    parts.put("versions", old -> VersionsTable.write());
    parts.put("diagnostics", old -> DiagnosticsTable.write());
    parts.put("dependencies", DependenciesTable::write);
    return parts;
  }

  @TestFactory
  Stream<DynamicTest> everyGeneratedPartIsFresh() {
    return parts().entrySet().stream()
        .map(part -> DynamicTest.dynamicTest(part.getKey(), () -> check(part)));
  }

  private static void check(Map.Entry<String, UnaryOperator<String>> part) {
    Readme readme = Readme.read();
    assertThat(readme.part(part.getKey()))
        .as("the markers of part \"%s\"", part.getKey())
        .isPresent();
    String old = readme.part(part.getKey()).get();
    String fresh = part.getValue().apply(old);
    if (UPDATE) {
      readme.with(part.getKey(), fresh).write();
    } else {
      assertThat(old)
          .as("README.md, part \"%s\"; rewrite it with -Ddocs.update=true", part.getKey())
          .isEqualTo(fresh);
    }
  }

  @Test
  void everyMarkedPartHasAGenerator() {
    List<String> marked =
        Readme.read()
            .text()
            .lines()
            .filter(line -> line.startsWith("<!-- generated: "))
            .map(
                line ->
                    line.substring("<!-- generated: ".length(), line.length() - " -->".length()))
            .toList();
    assertThat(marked).containsExactlyElementsOf(parts().keySet());
  }

  @Test
  void everyDependencyHasAReason() {
    String table = Readme.read().part("dependencies").orElseThrow();
    assertThat(DependenciesTable.reasons(table))
        .isNotEmpty()
        .allSatisfy((artifact, reason) -> assertThat(reason).as(artifact).isNotEmpty());
  }

  @Test
  void theSpecOnTheFirstScreenIsShortAndIsTheExampleThatTheFirstCommandRenders() {
    assertThat(spec().lines()).hasSizeLessThanOrEqualTo(22);
    Workspace workspace = new Workspace(folder);
    Path example = Path.of("examples/multi-primary-multi-network").toAbsolutePath();
    Workspace.Run run = workspace.run("render", "-f", example.toString(), "-o", "example");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(render().keySet()).isEqualTo(workspace.tree("example").keySet());
  }

  private String tree() {
    return "\n```text\n" + TreeListing.of("rendered", render().keySet()) + "```\n\n";
  }

  private Map<String, String> render() {
    Workspace workspace = new Workspace(folder).write("first/mesh.yaml", spec());
    Workspace.Run run = workspace.run("render", "-f", "first", "-o", "rendered");
    assertThat(run.code()).as(run.err()).isZero();
    return workspace.tree("rendered");
  }

  /** The spec beside the tree. */
  private static String spec() {
    String beside = Readme.read().between("<!-- the spec -->", "<!-- generated: tree -->");
    return Readme.blocks(beside).get(0).text();
  }
}
