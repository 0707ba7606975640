package dev.meshgen.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.tree.TreeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void nameTheFolder() {
    root = temp.resolve("rendered");
  }

  /** Another process: holds the folder until its input ends, and says when it has it. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      OutputFolder folder = OutputFolder.open(Path.of(args[0]), Duration.ofSeconds(20), line -> {});
      System.out.write('!');
      System.out.flush();
      System.in.read();
      folder.close();
    }
  }

  /** Another process: takes and leaves the folder many times; fails if it is not alone in it. */
  static final class Hammer {
    private Hammer() {}

    public static void main(String[] args) throws Exception {
      Path mark = Path.of(args[0] + ".mark");
      for (int i = 0; i < 40; i++) {
        try (OutputFolder folder =
            OutputFolder.open(Path.of(args[0]), Duration.ofSeconds(50), line -> {})) {
          if (folder.interrupted()) {
            throw new IllegalStateException("a folder that is open for writing is tidy");
          }
          Files.createFile(mark);
          Thread.sleep(2);
          Files.delete(mark);
        }
      }
    }
  }

  private Process hammer() throws Exception {
    return java(Hammer.class);
  }

  private Process hold() throws Exception {
    Process process = java(Holder.class);
    assertThat(process.getInputStream().read()).isEqualTo('!');
    return process;
  }

  private Process java(Class<?> main) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void givesUpOnAFolderThatAnotherProcessWritesAndNamesIt() throws Exception {
    Process other = hold();
    List<String> notices = new ArrayList<>();

    assertThatThrownBy(() -> OutputFolder.open(root, Duration.ofMillis(200), notices::add))
        .isInstanceOf(TreeException.class)
        .hasMessage(
            "another meshgen (process "
                + other.pid()
                + ") is writing "
                + root
                + "; gave up after 0.2 s");

    assertThat(notices)
        .containsExactly(
            "another meshgen (process " + other.pid() + ") is writing " + root + "; waiting");
    other.getOutputStream().close();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void goesOnAsSoonAsTheOtherProcessIsDone() throws Exception {
    Process other = hold();
    List<String> notices = new ArrayList<>();
    Thread release = new Thread(() -> letGo(other));
    release.start();

    try (OutputFolder folder = OutputFolder.open(root, Duration.ofSeconds(20), notices::add)) {
      assertThat(notices).hasSize(1);
      assertThat(folder.recovered()).isFalse();
    }
    release.join();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void letGo(Process other) {
    try {
      Thread.sleep(300);
      other.getOutputStream().close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKilledHolderHoldsNothing() throws Exception {
    Process other = hold();
    other.destroyForcibly();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();

    OutputFolder.open(root, Duration.ZERO, line -> {}).close();

    assertThat(root.resolve(".meshgen")).doesNotExist();
  }

  @Test
  void inspectionDoesNotWait() throws Exception {
    Process other = hold();

    try (OutputFolder folder = OutputFolder.inspect(root)) {
      assertThat(folder.plan(Trees.plain("a.yaml", "1\n"), Trees.MESH).created()).hasSize(1);
    }
    other.getOutputStream().close();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Files deleted and made again by each holder must never let two of them in at once. */
  @Test
  void letsOneIn() throws Exception {
    List<Process> others = List.of(hammer(), hammer(), hammer());
    for (Process other : others) {
      assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).isZero();
    }
  }
}
