package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessCommandRunnerTest {
  @Test
  void runsARealCommandWithoutAShell() throws Exception {
    var runner = new ProcessCommandRunner();
    byte[] output =
        runner.run(
            List.of("printenv", "SOPS_AGE_RECIPIENT"), Map.of("SOPS_AGE_RECIPIENT", "$HOME `x`"));
    assertThat(new String(output, StandardCharsets.US_ASCII)).isEqualTo("$HOME `x`\n");
    assertThat(runner.run(List.of("cat"), Map.of())).isEmpty();
    assertThatThrownBy(() -> runner.run(List.of("false"), Map.of()))
        .hasMessage("it ended with status 1");
    assertThatThrownBy(() -> runner.run(List.of("no-such-program-here"), Map.of()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void waitsForNoCommandThatHangs() {
    var runner = new ProcessCommandRunner(Duration.ofMillis(1200));
    long start = System.nanoTime();

    assertThatThrownBy(() -> runner.run(List.of("sh", "-c", "sleep 30; echo"), Map.of()))
        .hasMessage("it did not end within 1 seconds");
    assertThatThrownBy(() -> runner.run(List.of("sh", "-c", "exec >/dev/null; sleep 30"), Map.of()))
        .hasMessage("it did not end within 1 seconds");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }
}
