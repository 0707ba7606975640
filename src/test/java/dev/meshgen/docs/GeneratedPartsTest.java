package dev.meshgen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.istio.RawValuesTable;
import dev.meshgen.live.ScenarioTables;
import dev.meshgen.recipient.RecipientKind;
import dev.meshgen.seal.sops.SopsKeyKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The generated parts of the documentation are what their sources say now. */
final class GeneratedPartsTest {
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  @TempDir private Path folder;

  /**
   * A generated part of a page.
   *
   * @param write makes its text, mostly without a look at the one that is there
   */
  private record Part(Path file, String name, UnaryOperator<String> write) {
    static Part of(String file, String name, UnaryOperator<String> write) {
      return new Part(Path.of(file), name, write);
    }

    String key() {
      return file + ", part \"" + name + "\"";
    }
  }

  private List<Part> parts() {
    return List.of(
        Part.of("README.md", "tree", old -> tree()),
        Part.of("README.md", "dependencies", DependenciesTable::write),
        Part.of("README.md", "proven", old -> ScenarioTables.passed()),
        Part.of("src/docs/live.md", "scenarios", old -> ScenarioTables.shown()),
        Part.of("schemas/README.md", "spec", old -> SpecReference.write()),
        Part.of("src/docs/commands.md", "exit codes", old -> CommandReference.exitCodes(folder)),
        Part.of("src/docs/commands.md", "commands", old -> CommandReference.write(folder)),
        Part.of("src/docs/diagnostics/README.md", "diagnostics", old -> DiagnosticsTable.write()),
        Part.of("src/docs/changes.md", "changes", old -> ChangesTable.write()),
        Part.of("src/docs/raw-values.md", "raw values", old -> RawValuesTable.write()),
        Part.of("templates/README.md", "versions", old -> VersionsTable.write()));
  }

  @TestFactory
  Stream<DynamicTest> everyGeneratedPartIsFresh() {
    return parts().stream().map(part -> DynamicTest.dynamicTest(part.key(), () -> check(part)));
  }

  private static void check(Part part) {
    Page page = Page.read(part.file());
    assertThat(page.part(part.name())).as("the markers of %s", part.key()).isPresent();
    String old = page.part(part.name()).get();
    String fresh = part.write().apply(old);
    if (UPDATE) {
      page.with(part.name(), fresh).write();
    } else {
      assertThat(old).as(part.key() + "; rewrite it with -Ddocs.update=true").isEqualTo(fresh);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyListOfASchemaIsComplete() {
    return SchemaLists.FILES.stream()
        .map(file -> DynamicTest.dynamicTest(file, () -> checkLists(file)));
  }

  private static void checkLists(String file) throws IOException {
    Path schema = SchemaLists.path(file);
    String fresh = SchemaLists.write(file);
    if (UPDATE) {
      Files.writeString(schema, fresh);
    } else {
      assertThat(schema).as(schema + "; rewrite it with -Ddocs.update=true").hasContent(fresh);
    }
  }

  /** In the folder of each kind, and of no other. */
  @Test
  void everyKindSaysWhatASpecMaySayOfIt() {
    assertThat(SchemaParts.below("delivery"))
        .containsOnlyKeys(SchemaParts.engines())
        .allSatisfy((name, part) -> assertThat(part.has("Mesh.spec.delivery")).isTrue());
    assertThat(SchemaParts.below("authority")).containsOnlyKeys(SchemaParts.authorities());
    assertThat(SchemaParts.recipients().values())
        .extracting(part -> part.path("x-recipients").asString())
        .containsExactlyInAnyOrderElementsOf(
            SopsKeyKinds.recipients().all().stream().map(RecipientKind::name).toList());
  }

  @Test
  void everyMarkedPartHasAGenerator() {
    List<String> marked = new ArrayList<>();
    for (Page page : Pages.all()) {
      page.parts().forEach(name -> marked.add(page + ", part \"" + name + "\""));
    }
    assertThat(marked)
        .containsExactlyInAnyOrderElementsOf(parts().stream().map(Part::key).toList());
  }

  @Test
  void everyDependencyHasAReason() {
    String table = Page.read(Page.README).part("dependencies").orElseThrow();
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
    String beside = Page.read(Page.README).between("<!-- the spec -->", "<!-- generated: tree -->");
    return Page.blocks(beside).get(0).text();
  }
}
