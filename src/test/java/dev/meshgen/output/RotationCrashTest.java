package dev.meshgen.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.vault.VaultMesh;
import dev.meshgen.cli.Workspace;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.OutputTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step from one root to another that is killed: the key of the new root is in the tree at any
 * moment, and the same step, where need be after a file was restored from Git, leads to the same
 * end.
 */
class RotationCrashTest {
  @TempDir Path temp;

  private Workspace workspace;

  @BeforeEach
  void distribute() {
    workspace = new VaultMesh(temp.resolve("mesh")).spec("{generated: {}}", "365d", 2).workspace();
    workspace.holding("keys/root.agekey");
    succeeds(workspace, "render");
    succeeds(workspace, "trust", "rotate", "root", "distribute");
  }

  private static void succeeds(Workspace in, String... arguments) {
    Workspace.Run run = in.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static List<String> step(String phase) {
    return List.of("trust", "rotate", "root", phase, "--confirm-applied");
  }

  @Test
  void signIsRepeated() throws Exception {
    killsEverywhere("sign", Instant.now(), false);
  }

  @Test
  void retireIsRepeated() throws Exception {
    succeeds(workspace, step("sign").toArray(new String[0]));
    killsEverywhere("retire", Instant.now().plus(Duration.ofHours(26)), true);
  }

  private void killsEverywhere(String phase, Instant at, boolean replacesRoot) throws Exception {
    SortedMap<String, String> before = workspace.tree("rendered");
    Path start = temp.resolve("start");
    Workspace.copy(workspace.folder(), start);
    String nextKey = values(before.get(Layout.NEXT_ROOT_KEY));
    workspace.at(at);
    succeeds(workspace, step(phase).toArray(new String[0]));
    OutputTree after = tree(workspace.tree("rendered"));

    int repaired = 0;
    boolean dying = true;
    for (int kills = 0; dying; kills += 2) {
      Path folder = temp.resolve(phase + "-" + kills);
      Workspace.copy(start, folder);
      dying = runAndDie(folder.resolve("rendered"), after, kills, replacesRoot);

      SortedMap<String, String> left = Workspace.files(folder.resolve("rendered"));
      assertThat(keys(left)).as("killed at operation " + kills).contains(nextKey);
      if (!reaches(phase, at, folder)) {
        repaired++;
        before.forEach((path, content) -> new Workspace(folder).write("rendered/" + path, content));
        assertThat(reaches(phase, at, folder)).as("killed at operation " + kills).isTrue();
      }
    }
    assertThat(repaired).isLessThan(40);
  }

  /** The sealed values, by which a key is known wherever its file is. */
  private static String values(String sealed) {
    return sealed.substring(sealed.indexOf("\n"), sealed.indexOf("\nsops:"));
  }

  private static List<String> keys(SortedMap<String, String> tree) {
    List<String> keys = new ArrayList<>();
    for (String path : List.of(Layout.ROOT_KEY, Layout.NEXT_ROOT_KEY)) {
      if (tree.containsKey(path)) {
        keys.add(values(tree.get(path)));
      }
    }
    return keys;
  }

  /** Whether the step, or a render if it was taken already, completes what was begun. */
  private static boolean reaches(String phase, Instant at, Path folder) {
    Workspace again = new Workspace(folder).at(at).holding("keys/root.agekey");
    Workspace.Run run = again.run(step(phase).toArray(new String[0]));
    boolean done = run.err().contains("MG1070");
    assertThat(run.err()).doesNotContain("Exception");
    if (run.code() != 0 && !done) {
      assertThat(run.err()).contains("from Git");
      return false;
    }
    succeeds(again, "render");
    succeeds(again, "render", "--check", "--frozen");
    String lock = again.read("rendered/" + Layout.ROOT_LOCK);
    assertThat(lock.contains("phase: \"sign\"")).isEqualTo(phase.equals("sign"));
    assertThat(lock.contains("rotation")).isEqualTo(phase.equals("sign"));
    return true;
  }

  private static OutputTree tree(Map<String, String> files) {
    OutputTree.Builder builder = OutputTree.builder();
    new TreeMap<>(files)
        .forEach(
            (path, content) ->
                builder.put(
                    path, content.getBytes(StandardCharsets.ISO_8859_1), Layout.role(path)));
    return builder.build();
  }

  private static boolean runAndDie(Path root, OutputTree tree, int fatal, boolean replacesRoot)
      throws Exception {
    try (OutputFolder folder = Trees.open(root, MortalOps.on(root, fatal))) {
      OutputFolder writer = replacesRoot ? folder.replacingRoot() : folder;
      writer.apply(writer.plan(tree, "retail"));
      return false;
    } catch (MortalOps.Killed e) {
      return true;
    }
  }
}
