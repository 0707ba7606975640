package dev.meshgen.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellWordTest {

  @Test
  void leavesAPathThatNeedsNoQuotes() {
    assertThat(ShellWord.of("../mesh-1/größe_2.yaml")).isEqualTo("../mesh-1/größe_2.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "it's", "$(touch x)", "a;b", "`a`", "a\nb", "*", "a\\b", "'"})
  void isReadBackByAShellAsItWas(String word) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();
    byte[] read = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor()).isZero();
    assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(word);
  }
}
