package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySharingTest {
  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.generate(random);

  @ParameterizedTest
  @CsvSource({"2, 2", "2, 3", "3, 5", "5, 5", "2, 255", "200, 255"})
  void givesTheKeyToAsManyAsItTakes(int needed, int count) {
    List<DataKey> shares = new ArrayList<>(KeySharing.split(key, count, needed, random));
    assertThat(shares).hasSize(count);
    assertThat(shares.stream().map(KeySharing::place).distinct()).hasSize(count).doesNotContain(0);
    Collections.shuffle(shares, random);
    assertThat(KeySharing.combine(shares.subList(0, needed)).reveal()).isEqualTo(key.reveal());
    assertThat(KeySharing.combine(shares).reveal()).isEqualTo(key.reveal());
    assertThat(KeySharing.combine(shares.subList(0, needed - 1)).reveal())
        .isNotEqualTo(key.reveal());
  }

  /** Computed by the formula over the field of AES: f(x) = 0x53 + 0xca x, at 1 and at 2. */
  @Test
  void evaluatesInTheFieldOfAes() {
    byte[] one = new byte[DataKey.SHARE_LENGTH];
    byte[] two = new byte[DataKey.SHARE_LENGTH];
    one[0] = (byte) (0x53 ^ 0xca);
    two[0] = (byte) (0x53 ^ 0x8f);
    one[DataKey.LENGTH] = 1;
    two[DataKey.LENGTH] = 2;
    DataKey combined = KeySharing.combine(List.of(DataKey.owning(one), DataKey.owning(two)));
    assertThat(combined.reveal()[0]).isEqualTo((byte) 0x53);
    assertThat(combined.reveal()[1]).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 2", "2, 256"})
  void refusesSharesThatAreNone(int needed, int count) {
    assertThatThrownBy(() -> KeySharing.split(key, count, needed, random))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
