package dev.meshgen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.launcher.Installation.Outcome;
import dev.meshgen.launcher.Installation.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Building: when a checkout needs it, and only then. Maven's place is taken by a script that copies
 * a jar.
 */
@DisabledOnOs(OS.WINDOWS)
class FirstUseTest {

  private static final FileTime PAST = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path root;

  private Installation installation;
  private Path source;
  private Path builds;

  @BeforeEach
  void checkOut() throws Exception {
    installation = new Installation(root);
    installation.environment.put("MESHGEN_TRAIN", "no");
    Files.createFile(installation.home.resolve("pom.xml"));
    Path folder = Files.createDirectories(installation.home.resolve("src/main/java/dev"));
    source = Files.createFile(folder.resolve("Some.java"));
    for (Path path = source; !path.equals(installation.home); path = path.getParent()) {
      Files.setLastModifiedTime(path, PAST);
    }
    builds = root.resolve("builds");
    installation.jar(root.resolve("built.jar"), "built");
    maven(
        "cat >/dev/null; echo noise; sleep 0.7; cp \""
            + root
            + "/built.jar\" target/meshgen.jar; touch target/meshgen.stamp");
  }

  @Test
  void buildsWithOneLineThatSaysSoAndKeepsInputAndOutputClean() throws Exception {
    Outcome first = installation.run(installation.launcher(), "a spec", "read");

    assertThat(first.code()).isZero();
    assertThat(first.out()).isEqualTo("built read\na spec");
    assertThat(first.err())
        .isEqualTo(
            "meshgen: building (first use; needs Maven, about a minute with an empty repository)...\n");
    assertThat(installation.run()).isEqualTo(new Outcome(0, "built \n", ""));
  }

  @Test
  void buildsWhenItIsCalledByARelativePath() throws Exception {
    String path = root.relativize(installation.launcher()).toString();
    List<String> command = List.of("sh", "-c", "cd \"$1\" && \"$2\"", "sh", root.toString(), path);

    Outcome first = installation.start(command, "").await();

    assertThat(first.out()).as(first.err()).isEqualTo("built \n");
  }

  @Test
  void buildsOnceForFirstRunsAtTheSameTime() throws Exception {
    List<String> command = List.of(installation.launcher().toString());
    List<Running> runs =
        List.of(
            installation.start(command, ""),
            installation.start(command, ""),
            installation.start(command, ""));

    for (Running run : runs) {
      assertThat(run.await().out()).isEqualTo("built \n");
    }
    assertThat(Files.readAllLines(builds)).hasSize(1);
  }

  @Test
  void buildsWhenABuildBeforeItWasKilled() throws Exception {
    Path lock = Files.createDirectories(installation.home.resolve("target/.building"));
    Files.writeString(lock.resolve("pid"), "2147483646\n");

    assertThat(installation.run().out()).isEqualTo("built \n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void rebuildsWhenASourceChangedOrWentAway() throws Exception {
    installation.run();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    assertThat(installation.run().err()).isEqualTo("meshgen: rebuilding (sources changed)...\n");
    assertThat(installation.run().err()).isEmpty();

    Files.delete(source);
    assertThat(installation.run().err()).startsWith("meshgen: rebuilding");
    assertThat(Files.readAllLines(builds)).hasSize(3);
  }

  /** The jar holds more than classes: {@code explain CODE} prints a page of the documentation. */
  @Test
  void rebuildsWhenWhatTheJarHoldsBesideClassesChanged() throws Exception {
    for (String name : List.of("schemas", "templates", "src/docs/diagnostics")) {
      Path folder = Files.createDirectories(installation.home.resolve(name));
      installation.run();
      Files.createFile(folder.resolve("new"));
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));

      assertThat(installation.run().err()).as(name).startsWith("meshgen: rebuilding");
      assertThat(installation.run().err()).as(name).isEmpty();
    }
  }

  @Test
  void runsTheJarAsItIsWhenSourcesChangedButThereIsNoMaven() throws Exception {
    installation.run();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    Files.delete(installation.bin.resolve("mvn"));

    assertThat(installation.run())
        .isEqualTo(
            new Outcome(
                0,
                "built \n",
                "meshgen: sources are newer than the jar, but there is no mvn on PATH: using the jar as it is\n"));
  }

  @Test
  void runsNothingOldWhenTheBuildFails() throws Exception {
    installation.run();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    maven("echo 'no such symbol'; exit 1");

    assertThat(installation.run())
        .isEqualTo(
            new Outcome(
                3,
                "",
                "meshgen: rebuilding (sources changed)...\nno such symbol\nmeshgen: the build failed, see above\n"));
    assertThat(installation.home.resolve("target/.building")).doesNotExist();
  }

  @Test
  void saysThatItNeedsMaven() throws Exception {
    Files.delete(installation.bin.resolve("mvn"));

    assertThat(installation.run())
        .isEqualTo(
            new Outcome(
                3,
                "",
                "meshgen: "
                    + installation.jar
                    + " is not built yet, and building it needs Maven: no mvn on PATH\n"));
  }

  private void maven(String body) throws Exception {
    installation.script(
        installation.bin.resolve("mvn"), "echo \"$*\" >>\"" + builds + "\"\n" + body);
  }
}
