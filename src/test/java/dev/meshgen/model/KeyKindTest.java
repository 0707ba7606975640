package dev.meshgen.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyKindTest {
  @Test
  void knowsKeyKindsByTheirExactName() {
    for (KeyKind kind : KeyKind.values()) {
      assertThat(KeyKind.of(kind.id())).contains(kind);
    }
    assertThat(KeyKind.of("ECDSA-P256")).isEmpty();
    assertThat(KeyKind.of("ed25519")).isEmpty();
  }
}
