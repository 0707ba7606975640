package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.bench.SpecGenerator;
import dev.meshgen.cli.Workspace.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a large mesh are summed up while they are written: of the tree as it was. */
class ManyChangesTest {
  private static final int CLUSTERS = 40;

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void render() {
    String spec = SpecGenerator.spec(CLUSTERS);
    workspace = new Workspace(folder).write("mesh.yaml", spec);
    assertThat(workspace.run("render").code()).isZero();
    workspace.write("mesh.yaml", spec.replace("version: 1.30.5", "version: 1.30.4"));
  }

  @Test
  void saysOfWhatItWritesWhatADryRunSays() {
    Run dry = workspace.run("render", "--dry-run");
    Run written = workspace.run("render");

    assertThat(written.code()).as(written.err()).isZero();
    assertThat(changed(written)).isGreaterThan(100);
    assertThat(summary(dry)).hasSizeGreaterThan(1);
    assertThat(summary(written)).isEqualTo(summary(dry));
  }

  private static int changed(Run run) {
    String line =
        run.err().lines().filter(each -> each.contains(" created, ")).findFirst().orElse("");
    return Integer.parseInt(line.replaceAll(".* ([0-9]+) changed.*", "$1"));
  }

  /** From the headline on, without the command that says more: that of a dry run is another. */
  private static List<String> summary(Run run) {
    return run.err()
        .lines()
        .dropWhile(line -> !line.contains(CLUSTERS + " of " + CLUSTERS + " clusters: "))
        .takeWhile(line -> !line.contains("details: ") && !line.contains(" created, "))
        .toList();
  }
}
