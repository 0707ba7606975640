package dev.meshgen.seal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CustomMetadataTest {
  @Test
  void whateverIsSplitIsJoinedAgainAndPrintableInBetween() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(2500); i > 0; i--) {
        text.append("ab\\\n n".charAt(random.nextInt(6)));
      }

      Map<String, String> split =
          CustomMetadata.split(Map.of("text", text.toString(), "other", "x")).orElseThrow();

      assertThat(split.values())
          .allMatch(value -> value.length() <= 512 && value.chars().noneMatch(c -> c < ' '));
      assertThat(CustomMetadata.join(split, "text")).hasValue(text.toString());
    }
  }

  @Test
  void tooMuchIsRefused() {
    assertThat(CustomMetadata.split(Map.of("text", "a".repeat(64 * 512)))).isPresent();
    assertThat(CustomMetadata.split(Map.of("text", "a".repeat(64 * 512 + 1)))).isEmpty();
  }
}
