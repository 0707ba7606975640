package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineDiffTest {
  @ParameterizedTest
  @CsvSource({
    "a b c, a b c, {}",
    "a b c, a x c, {1}",
    "a b c, a c, {1}",
    "a c, a b c, {}",
    "a b c d e, a x c y e, '{1, 3}'",
    "a b, b a, {0}",
    "a a a, a a, {2}",
    "a b, c, '{0, 1}'",
  })
  void findsWhatTheOtherTextLacks(String text, String other, String lines) {
    assertThat(LineDiff.of(text.split(" "), other.split(" ")).changed()).hasToString(lines);
  }

  /** What is left is in the other text, in its order. */
  @Test
  void whatIsNotNamedIsInTheOther() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      String[] text = words(random);
      String[] other = words(random);
      BitSet changed = LineDiff.of(text, other).changed();
      int at = 0;
      for (int i = 0; i < text.length; i++) {
        if (!changed.get(i)) {
          while (!other[at].equals(text[i])) {
            at++;
          }
          at++;
        }
      }
      assertThat(at).isLessThanOrEqualTo(other.length);
    }
  }

  private static String[] words(Random random) {
    String[] words = new String[random.nextInt(9)];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf((char) ('a' + random.nextInt(4)));
    }
    return words;
  }

  @Test
  void longTextsAreComparedAtTheirEnds() {
    String[] text = new String[5_000];
    String[] other = new String[5_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = "a" + i;
      other[i] = "b" + i;
    }
    text[0] = "same";
    other[0] = "same";
    assertThat(LineDiff.of(text, other).changed().cardinality()).isEqualTo(4_999);
  }
}
