package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tree whose locks do not record what runs, since an older meshgen wrote them. */
class OldLockTest {
  private static final String[] LOCKS = {
    "clusters/east/meshgen.lock", "clusters/west/meshgen.lock"
  };

  @TempDir private Path folder;
  private Workspace workspace;
  private SortedMap<String, String> recording;
  private SortedMap<String, String> old;

  @BeforeEach
  void render() {
    workspace = TestMesh.rendered(folder).workspace();
    recording = workspace.tree("rendered");
    LockFormat.FIRST.leaveIn(workspace);
    old = workspace.tree("rendered");
  }

  @Test
  void isBroughtForwardByARenderThatNeedsNoKeyAndChangesNothingElse() {
    assertThat(Workspace.difference(recording, old)).containsOnlyKeys(LOCKS);

    Run run = workspace.run("render", "--frozen");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("0 files created, 2 changed, 0 removed")
        .doesNotContain("MG12", "MG13", "MG14");
    assertThat(workspace.tree("rendered")).isEqualTo(recording);
  }

  @Test
  void isAnyOtherDifferenceToACheckWhichSaysWhereItComesFrom() {
    Run check = workspace.run("render", "--check");

    assertThat(check.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(check.out())
        .isEqualTo(
            """
            ~ rendered/clusters/east/meshgen.lock
            ~ rendered/clusters/west/meshgen.lock
            """);
    assertThat(check.err())
        .contains("an older meshgen wrote the locks of 2 clusters, without what runs there");
    assertThat(workspace.tree("rendered")).isEqualTo(old);
  }

  @Test
  void isNotTakenForOneThatIsUpToDate() {
    workspace.run("render");

    assertThat(workspace.run("render", "--check").err()).doesNotContain("older meshgen");
  }

  @Test
  void ofAMergeWithAnOlderBranchOnlyTheOldOnesAreWrittenAnew() {
    workspace.write("rendered/" + LOCKS[0], recording.get(LOCKS[0]));

    Run check = workspace.run("render", "--check");

    assertThat(check.out()).isEqualTo("~ rendered/" + LOCKS[1] + "\n");
    assertThat(check.err()).contains("wrote the lock of 1 cluster, without");
  }
}
