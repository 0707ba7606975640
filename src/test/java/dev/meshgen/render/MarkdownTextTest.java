package dev.meshgen.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MarkdownTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          a|b                ! a\\|b
          `rm`               ! \\`rm\\`
          [x](javascript:1)  ! \\[x\\](javascript:1)
          <img src=x>        ! &lt;img src=x>
          a&lt;b             ! a&amp;lt;b
          **bold**           ! \\*\\*bold\\*\\*
          back\\slash         ! back\\\\slash
          """)
  void escapesWhatMarkdownWouldObey(String text, String escaped) {
    assertThat(MarkdownText.escape(text)).isEqualTo(escaped);
  }
}
