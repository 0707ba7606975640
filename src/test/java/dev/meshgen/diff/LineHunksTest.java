package dev.meshgen.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diff.LineHunks.Hunk;
import dev.meshgen.diff.LineHunks.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineHunksTest {
  @Test
  void showsThreeLinesAround() {
    String[] before = "a b c d e f g h i j k l m n o p".split(" ");
    String[] after = "a b c d E f g h i j k l m n o p q".split(" ");
    List<Hunk> hunks = LineHunks.of(before, after);
    assertThat(hunks)
        .extracting(Hunk::header)
        .containsExactly("@@ -2,7 +2,7 @@", "@@ -14,3 +14,4 @@");
    assertThat(text(hunks.get(0))).isEqualTo(" b c d-e+E f g h");
    assertThat(text(hunks.get(1))).isEqualTo(" n o p+q");
    assertThat(hunks.get(0).has(5)).isTrue();
    assertThat(hunks.get(0).has(9)).isFalse();
  }

  private static String text(Hunk hunk) {
    StringBuilder text = new StringBuilder();
    hunk.lines().forEach(line -> text.append(line.mark()).append(line.text()));
    return text.toString();
  }

  /** What the hunks remove and add turns the one text into the other. */
  @Test
  void appliedToTheOldTextTheyGiveTheNewOne() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      String[] before = words(random);
      String[] after = words(random);
      List<String> patched = new ArrayList<>();
      int at = 0;
      for (Hunk hunk : LineHunks.of(before, after)) {
        while (at < hunk.before() - 1) {
          patched.add(before[at++]);
        }
        assertThat(patched).hasSize(hunk.after() - 1);
        for (Line line : hunk.lines()) {
          if (line.mark() != '+') {
            assertThat(line.text()).isEqualTo(before[at++]);
          }
          if (line.mark() != '-') {
            assertThat(line.number()).isEqualTo(patched.size() + 1);
            patched.add(line.text());
          }
        }
      }
      while (at < before.length) {
        patched.add(before[at++]);
      }
      assertThat(patched).containsExactly(after);
    }
  }

  private static String[] words(Random random) {
    String[] words = new String[random.nextInt(30)];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf((char) ('a' + random.nextInt(6)));
    }
    return words;
  }
}
