package dev.meshgen.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.meshgen.cli.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree is the same on every machine. */
class ElsewhereTest {
  /** Letters, digits, clocks, line ends and encodings that have surprised other programs. */
  private static final List<String> SURROUNDINGS =
      List.of(
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.extensions=u-ca-buddhist-nu-thai",
          "-Duser.timezone=Pacific/Kiritimati",
          "-Dline.separator=\r\n",
          "-Dfile.encoding=US-ASCII",
          "-Djava.util.concurrent.ForkJoinPool.common.parallelism=7");

  @TempDir Path folder;

  @Test
  void rendersTheSameTreesElsewhere() throws IOException, InterruptedException {
    renderAll();

    for (Example example : Example.all()) {
      Workspace there = new Workspace(folder.resolve(example.name()));
      Goldens.difference(example.golden(), Example.masked(there)).ifPresent(found -> fail(found));
      Workspace.Run check = there.run("render", "--check", "-f", "spec", "-o", "rendered");
      assertThat(check.code()).as(check.out() + check.err()).isZero();
    }
  }

  private void renderAll() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SURROUNDINGS);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            RenderElsewhere.class.getName(),
            folder.toString()));
    File log = folder.resolve("log").toFile();
    int code =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor();
    assertThat(code).as(new Workspace(folder).read("log")).isZero();
  }
}
