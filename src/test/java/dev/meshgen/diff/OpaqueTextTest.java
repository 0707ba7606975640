package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpaqueTextTest {
  private static final String[] PIECES = {
    "a",
    "f0",
    "0123456789abcdef01234567",
    "0123456789abcdef0123456",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ+/",
    "zyxwvutsrqponmlkjihgfedcba0123456789ABCD",
    "+",
    "/",
    "=",
    "==",
    "_",
    "-",
    " ",
    "\n",
    "ENC[",
    "]",
    "x",
    ".",
    "…",
    "ü",
    "ENC[AES256_GCM,data:q/Q=]"
  };

  @ParameterizedTest
  @CsvSource({
    "sha256: 6be0b267545b4c04bde4533af00a3151, sha256: …",
    "a 6be0b267545b4c04bde4533_ b, a 6be0b267545b4c04bde4533_ b",
    "'x: ENC[AES256_GCM,data:q], y', 'x: …, y'",
    "x: MIIB2DCCAV6gAwIBAgIUSGJ0SP9nwe4DwD+gB+1ts8o9QScwCg==, x: …==",
    "zone-1.example.com/of-a-name, zone-1.example.com/of-a-name",
  })
  void hidesDigestsCiphertextAndKeys(String text, String masked) {
    assertThat(OpaqueText.masked(text)).isEqualTo(masked);
  }

  @Test
  void hidesWhatThePatternFindsAndNothingElse() {
    SplittableRandom random = new SplittableRandom(47);
    int hidden = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String expected = OpaqueText.PATTERN.matcher(text).replaceAll(OpaqueText.HIDDEN);
      assertThat(OpaqueText.masked(text.toString())).as("%s", text).isEqualTo(expected);
      hidden += expected.contentEquals(text) ? 0 : 1;
    }
    assertThat(hidden).isBetween(10_000, 90_000);
  }
}
