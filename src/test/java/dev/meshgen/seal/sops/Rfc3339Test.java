package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in the usual form are read by another way than others, to the same end. */
class Rfc3339Test {
  @Test
  void readsWhatItPrints() {
    Instant at = Instant.parse("2026-05-04T10:11:12Z");
    assertThat(Rfc3339.parse(Rfc3339.format(at.plusMillis(345))))
        .contains(new Rfc3339.Stamp(at, "2026-05-04T10:11:12Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:11:12Z, 2026-05-04T10:11:12Z, 2026-05-04T10:11:12Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "2026-05-04T10:11:12.5Z, 2026-05-04T10:11:12Z, 2026-05-04T10:11:12Z",
    "2026-05-04T10:11:12+02:00, 2026-05-04T08:11:12Z, 2026-05-04T10:11:12+02:00",
    "2026-05-04T10:11:12+00:00, 2026-05-04T10:11:12Z, 2026-05-04T10:11:12Z",
  })
  void readsAsGoDoes(String text, Instant at, String printed) {
    assertThat(Rfc3339.parse(text)).contains(new Rfc3339.Stamp(at, printed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-05-04",
        "2026-05-04T10:11:12",
        "2026-05-04T10:11Z",
        "2026-13-04T10:11:12Z",
        "2026-02-29T10:11:12Z",
        "2026-05-04T24:00:00Z",
        "2026-05-04T10:60:12Z",
        "2026-05-04T10:11:60Z",
        "2026-05-04 10:11:12Z",
        "2026-05-04T10:11:12z",
        "2026-05-04T10:11:1aZ",
        "2026-05-04T10:11:12ZZ",
        "-026-05-04T10:11:12Z",
      })
  void readsNothingElse(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }
}
