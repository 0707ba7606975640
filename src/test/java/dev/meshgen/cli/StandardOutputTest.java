package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is not called done. */
class StandardOutputTest {
  private static final File FULL = new File("/dev/full");

  @TempDir private Path folder;

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

  /** Systems say it in other words, and in other languages. */
  @Test
  void knowsAClosedPipeByItsWordsOrByWhereItLeads() throws IOException {
    Path file = folder.resolve("file");
    Path pipe = Files.createSymbolicLink(folder.resolve("1"), Path.of("pipe:[7]"));

    assertThat(lost("Broken pipe", file)).isEmpty();
    assertThat(lost("Datenübergabe unterbrochen (broken pipe)", file)).isEmpty();
    assertThat(lost("The pipe is being closed", file)).isEmpty();
    assertThat(lost("Relais brisé", pipe)).isEmpty();
    assertThat(lost("No space left on device", file)).contains("No space left on device");
  }

  private static Optional<String> lost(String reason, Path link) {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException(reason);
          }
        };
    StandardOutput out = new StandardOutput(closed, link);
    assertThatThrownBy(() -> out.write(1)).hasMessage(reason);
    return out.lost();
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
