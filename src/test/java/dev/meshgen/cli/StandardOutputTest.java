package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What cannot be written is not called done. */
class StandardOutputTest {
  private static final File FULL = new File("/dev/full");

  /** Of the schema: a text that is longer than any buffer. */
  private static ProcessBuilder schema() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "schema");
  }

  @Test
  void failsWhereADiskIsFull() throws IOException, InterruptedException {
    assumeTrue(FULL.exists());
    Process process = schema().redirectOutput(FULL).start();

    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(ExitCode.ENVIRONMENT);
    assertThat(said).startsWith("meshgen: cannot write standard output: ");
  }

  /** As {@code head} does. */
  @Test
  void isContentWithAReaderThatHasEnough() throws IOException, InterruptedException {
    Process process = schema().start();
    process.getInputStream().close();

    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said).isEmpty();
    assertThat(process.exitValue()).isEqualTo(ExitCode.OK);
  }
}
