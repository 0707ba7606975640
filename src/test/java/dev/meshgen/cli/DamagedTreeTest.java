package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.cli.Workspace.Run;
import dev.meshgen.testing.AccountToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a merge, an editor or a full disk leaves of the committed files, it is told, never
 * thrown.
 */
class DamagedTreeTest {
  private static final int ROUNDS = 100;

  @TempDir Path folder;

  @Test
  void isNeverTakenForADefect() {
    TestMesh mesh = TestMesh.rendered(folder);
    Workspace workspace = mesh.workspace();
    workspace.write(
        "keys/all.agekey",
        workspace.read(TestMesh.ROOT_KEY) + workspace.read(TestMesh.CLUSTERS_KEY));
    workspace.holding("keys/all.agekey");
    String token = AccountToken.lasting().secret();
    workspace.runWith(token, "credential", "add", "east", "--from-file", "-");
    SortedMap<String, String> sound = workspace.tree("rendered");
    List<String> paths =
        sound.keySet().stream()
            .filter(
                path -> path.matches(".*(meshgen\\.lock|/[a-z-]+\\.sops\\.yaml|root-cert\\.pem)"))
            .toList();

    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String path = paths.get(random.nextInt(paths.size()));
      workspace.write("rendered/" + path, damaged(sound.get(path), random));
      List<String> command = command(path, random);

      Run run = workspace.run(command.toArray(String[]::new));

      assertThat(run.code())
          .as("seed %d, %s, %s\n%s", seed, path, command, run.err())
          .isIn(ExitCode.OK, ExitCode.PROBLEMS, ExitCode.ENVIRONMENT);
      restore(workspace, sound);
    }
  }

  private static List<String> command(String path, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> List.of("render");
      case 1 -> List.of("render", "--check");
      case 2 -> List.of("rotate", "east");
      default ->
          path.endsWith(".sops.yaml") ? List.of("adopt", path) : List.of("render", "--frozen");
    };
  }

  private static String damaged(String text, SplittableRandom random) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int line = random.nextInt(lines.size());
    int at = random.nextInt(text.length());
    switch (random.nextInt(8)) {
      case 0 -> lines.remove(line);
      case 1 -> lines.add(line, lines.get(line));
      case 2 -> Collections.swap(lines, line, random.nextInt(lines.size()));
      case 3 -> lines.set(line, lines.get(line).replaceFirst(": .*", ": null"));
      case 4 -> lines.set(line, lines.get(line).replaceFirst(": .*", ": {a: [1]}"));
      case 5 -> {
        return text.substring(0, at);
      }
      case 6 -> {
        return text.substring(0, at) + (char) random.nextInt(1, 127) + text.substring(at + 1);
      }
      default -> lines.add(line, "<<<<<<< HEAD");
    }
    return String.join("\n", lines);
  }

  private static void restore(Workspace workspace, SortedMap<String, String> sound) {
    SortedMap<String, String> now = workspace.tree("rendered");
    for (Map.Entry<String, String> file : sound.entrySet()) {
      if (!file.getValue().equals(now.get(file.getKey()))) {
        workspace.write("rendered/" + file.getKey(), file.getValue());
      }
    }
  }

  /** Any text may be where another belongs. */
  @Test
  void isToldWhateverTextALockHas() {
    TestMesh mesh = TestMesh.rendered(folder);
    Workspace workspace = mesh.workspace();
    workspace.runWith(
        AccountToken.lasting().secret(), "credential", "add", "east", "--from-file", "-");
    workspace.run("credential", "rotate", "east");
    for (String path :
        List.of("rendered/clusters/east/meshgen.lock", "rendered/trust/meshgen.lock")) {
      String sound = workspace.read(path);
      Matcher value = Pattern.compile("(?<=[:-] )\"[^\"]*\"$", Pattern.MULTILINE).matcher(sound);
      while (value.find()) {
        for (String other : List.of("x", "99999999999999999999")) {
          workspace.write(
              path,
              sound.substring(0, value.start()) + '"' + other + '"' + sound.substring(value.end()));
          for (String command : List.of("diff", "verify")) {
            Run run = workspace.run(command);
            assertThat(run.code())
                .as("%s, %s for %s\n%s", command, other, value.group(), run.err())
                .isIn(ExitCode.OK, ExitCode.PROBLEMS, ExitCode.ENVIRONMENT);
          }
        }
      }
      workspace.write(path, sound);
    }
  }
}
