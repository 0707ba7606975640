package dev.meshgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Progress;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far a run is, where somebody looks. */
class TerminalProgressTest {
  private final StringWriter err = new StringWriter();

  private Progress progress(boolean terminal) {
    return TerminalProgress.of(
        new Console(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            InputStream.nullInputStream(),
            Path.of(""),
            Map.of(),
            Clock.systemUTC(),
            terminal));
  }

  @Test
  void isSaidAtATerminalAndGoesAgain() {
    Progress progress = progress(true);

    progress.reached(7, 1000);
    progress.reached(8, 1000);
    progress.end();
    progress.end();

    assertThat(err.toString()).isEqualTo("\r\033[Kmeshgen: 7 of 1000 secrets are in Vault\r\033[K");
  }

  @Test
  void isNotWorthALineForFew() {
    Progress progress = progress(true);

    progress.reached(1, 2);
    progress.end();

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void isNeverPartOfALog() {
    Progress progress = progress(false);

    progress.reached(7, 1000);
    progress.end();

    assertThat(err.toString()).isEmpty();
  }
}
