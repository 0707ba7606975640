package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace;
import dev.meshgen.conformance.Rehearsal.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rotation of the root rehearsed with a root that meshgen makes: whatever mix of phases the rules
 * allow, each workload of each cluster is accepted in every other one; and where they refuse a
 * step, one would not have been.
 */
@Tag("conformance")
class RotationRehearsalTest {
  private static final Pattern CODE = Pattern.compile("error\\[(MG\\d{4})]");

  @TempDir Path folder;

  private Rehearsal mesh;

  @BeforeEach
  void render() {
    mesh = new Rehearsal(folder, "generated: {}");
    mesh.accepted("render");
    mesh.startWorkloads();
  }

  @Test
  void goesThroughAllPhasesClusterByCluster() throws Exception {
    mesh.takes("distribute", "east");
    Workload early = mesh.ofNewRoot();
    mesh.refuses("MG1071", "sign", "--confirm-applied");
    assertThat(mesh.accepts(mesh.bundle("east"), early)).isTrue();
    assertThat(mesh.accepts(mesh.bundle("west"), early)).isFalse();
    mesh.takes("distribute", "--label", "ring=ring-west");
    mesh.takes("distribute");
    mesh.refuses("MG1072", "sign", "east");
    mesh.refuses("MG1070", "retire", "--confirm-applied");
    assertThat(mesh.someoneRefuses(Map.of("west", mesh.without("west", 0)))).isTrue();
    mesh.takes("sign", "east", "--confirm-applied");
    mesh.refuses("MG1073", "retire", "--confirm-applied");
    assertThat(mesh.someoneRefuses(Map.of("west", mesh.without("west", 0)))).isTrue();
    mesh.takes("sign");
    mesh.refuses("MG1074", "retire", "--confirm-applied");
    assertThat(mesh.someoneRefuses(Map.of("east", mesh.without("east", 0)))).isTrue();
    mesh.later(Rehearsal.LIFETIME.minusMinutes(1));
    mesh.refuses("MG1074", "retire", "--confirm-applied");
    assertThat(mesh.someoneRefuses(Map.of("east", mesh.without("east", 0)))).isTrue();
    mesh.later(Duration.ofMinutes(2));
    mesh.startWorkloads();
    mesh.refuses("MG1072", "retire");
    mesh.takes("retire", "north", "--confirm-applied");
    mesh.takes("retire", "north", "--back");
    mesh.takes("retire", "north", "--confirm-applied");
    mesh.takes("retire");
    assertThat(mesh.workspace().run("render", "--check", "--frozen").code()).isZero();
    assertThat(mesh.workspace().read("rendered/trust/meshgen.lock")).doesNotContain("rotation");
    mesh.takes("distribute");
    mesh.takes("distribute", "--back");
    assertThat(mesh.workspace().run("render", "--check", "--frozen").code()).isZero();
  }

  /** Of steps in any order, forth and back, those that are taken keep the mesh whole. */
  @Test
  void whateverIsTakenInWhateverOrderIsAccepted() {
    Random random = new Random(20260115);
    Set<String> phases = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    int taken = 0;
    for (int i = 0; i < 70; i++) {
      List<String> words = new ArrayList<>();
      words.add(List.of("distribute", "sign", "retire").get(random.nextInt(3)));
      Rehearsal.CLUSTERS.stream().filter(cluster -> random.nextInt(3) == 0).forEach(words::add);
      if (random.nextInt(4) == 0) {
        words.add("--back");
      }
      if (random.nextInt(4) > 0) {
        words.add("--confirm-applied");
      }
      if (random.nextInt(4) == 0) {
        mesh.later(Duration.ofHours(25));
        mesh.startWorkloads();
      }
      Workspace.Run run = mesh.step(words.toArray(new String[0]));
      if (run.code() == 0) {
        taken++;
        mesh.startWorkloads();
        mesh.requireThatAllAccept("step " + i + " " + words);
        phases.add(mesh.phases());
      } else {
        Matcher code = CODE.matcher(run.err());
        assertThat(code.find()).as(run.err()).isTrue();
        refused.add(code.group(1));
      }
    }
    assertThat(taken).isGreaterThan(15);
    assertThat(refused).contains("MG1070", "MG1071", "MG1072", "MG1073");
    assertThat(phases).hasSizeGreaterThan(8);
    assertThat(mesh.workspace().run("render", "--check", "--frozen").code()).isZero();
  }
}
