package dev.meshgen.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of a sandbox is left, however it ends. */
@Tag("live")
final class SandboxTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Makes what a scenario makes, says so, and stays. */
  static final class Inhabitant {
    private Inhabitant() {}

    public static void main(String[] arguments) {
      ScenarioMain.prepare();
      Netns node = new Wan().node("east", "10.99.0.11", "10.1.0.0/16");
      Shell.start(
          node.command(List.of("sh", "-c", "sleep 3600; : " + arguments[0])),
          java.util.Map.of("PATH", System.getenv("PATH")),
          Path.of("/run/lab/log"));
      System.out.println("up");
      System.out.flush();
      Wait.pause(3_600_000);
    }
  }

  @Test
  void nothingIsLeftWhenItIsKilled() throws IOException {
    assumeTrue(Scenarios.isRoot(), "only root can make network namespaces");
    String mark = UUID.randomUUID().toString();
    Process sandbox = start(Sandbox.command(Inhabitant.class.getName(), mark));
    sandbox.destroyForcibly();
    assertNothingIsLeft(mark);
  }

  /** As when Maven is killed. */
  @Test
  void nothingIsLeftWhenTheOneIsKilledThatStartedIt() throws IOException {
    assumeTrue(Scenarios.isRoot(), "only root can make network namespaces");
    String mark = UUID.randomUUID().toString();
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait", "sh"));
    command.addAll(Sandbox.command(Inhabitant.class.getName(), mark));
    Process parent = start(command);
    parent.destroyForcibly();
    assertNothingIsLeft(mark);
  }

  private static Process start(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    assertThat(lines.readLine()).isEqualTo("up");
    return process;
  }

  private static void assertNothingIsLeft(String mark) throws IOException {
    Wait.untilAsserted(
        SOON,
        () ->
            assertThat(ProcessHandle.allProcesses())
                .noneMatch(process -> commandLine(process).contains(mark)));
    assertThat(Shell.run("ip", "-o", "link")).doesNotContain(": wan:");
    assertThat(Shell.run("ip", "netns", "list")).doesNotContain("node-east");
    assertThat(Files.readString(Path.of("/proc/mounts"), StandardCharsets.UTF_8))
        .doesNotContain("/run/lab", "node-east");
    assertThat(Path.of("/run/lab")).doesNotExist();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
