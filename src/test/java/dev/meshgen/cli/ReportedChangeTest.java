package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.meshgen.diff.ChangeRules;
import dev.meshgen.diff.MeshDiff;
import dev.meshgen.testing.GitFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.approvaltests.Approvals;
import org.approvaltests.core.Options;
import org.approvaltests.core.Scrubber;
import org.approvaltests.reporters.QuietReporter;
import org.approvaltests.scrubbers.RegExScrubber;
import org.approvaltests.scrubbers.Scrubbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reviewer gets to read of changes of every topic, as text and as a comment. */
final class ReportedChangeTest {
  /** Keys are others in each run, and so is what is made from them. */
  private static final Scrubber RANDOM =
      Scrubbers.scrubAll(
          new RegExScrubber("age1[0-9a-z]+", "age1…"),
          new RegExScrubber("(?<=serial |issuer: |sha256: |→ )[0-9a-f]{8}(?=…)", "0123abcd"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ReportedChange.class)
  void isReported(ReportedChange change) {
    TestMesh mesh = TestMesh.in(folder);
    Workspace workspace =
        mesh.workspace()
            .append("mesh.yaml", TestMesh.cluster("north", "net-north"))
            .append(TestMesh.CLUSTERS_KEY, mesh.workspace().read(TestMesh.ROOT_KEY))
            .holding(TestMesh.CLUSTERS_KEY)
            .write(".gitignore", "keys/\n");
    mesh.render();
    change.prepare(mesh);
    GitFolder.in(folder).commit("as it was");

    change.make(mesh);

    assertAll(
        () -> approve(change, workspace, "text", ".txt"),
        () -> approve(change, workspace, "markdown", ".markdown"));
    assertThat(workspace.run("diff", "HEAD", "--stat").out()).contains("\n  " + change.topic());
  }

  private static void approve(
      ReportedChange change, Workspace workspace, String format, String extension) {
    Workspace.Run run = workspace.run("diff", "HEAD", "--format", format);
    assertThat(run.code()).as(run.err()).isZero();
    Options options = new Options().withReporter(new QuietReporter()).withScrubber(RANDOM);
    String name =
        ReportedChangeTest.class.getSimpleName() + "." + change.name().toLowerCase(Locale.ROOT);
    Approvals.verify(
        run.out(), options.forFile().withBaseName(name).forFile().withExtension(extension));
  }

  @Test
  void everyTopicHasAReport() {
    List<String> topics = new ArrayList<>(ChangeRules.topics());
    topics.add(MeshDiff.OTHER);
    assertThat(Arrays.stream(ReportedChange.values()).map(ReportedChange::topic).distinct())
        .containsExactlyElementsOf(topics);
  }
}
