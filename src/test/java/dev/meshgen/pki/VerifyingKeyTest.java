package dev.meshgen.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.KeyKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Which signatures a key made is remembered, and of nothing else is it believed. */
class VerifyingKeyTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random = new SecureRandom();

  @Test
  void remembersNothingButWhatItVerified() throws Exception {
    SigningKey made = SigningKeys.generate(KeyKind.ECDSA_P256, random);
    byte[] signature = made.sign(MESSAGE);
    byte[] other = made.sign("another".getBytes(StandardCharsets.US_ASCII));
    VerifyingKey key = new VerifyingKey(made.publicKey());
    for (int again = 0; again < 2; again++) {
      assertThat(key.verifies(SignatureScheme.ECDSA_SHA256, MESSAGE, signature)).isTrue();
      assertThat(key.verifies(SignatureScheme.ECDSA_SHA384, MESSAGE, signature)).isFalse();
      assertThat(key.verifies(SignatureScheme.RSA_SHA256, MESSAGE, signature)).isFalse();
      assertThat(key.verifies(SignatureScheme.ECDSA_SHA256, MESSAGE, other)).isFalse();
      assertThat(key.verifies(SignatureScheme.ECDSA_SHA256, new byte[1], signature)).isFalse();
      assertThat(key.verifies(SignatureScheme.ECDSA_SHA256, MESSAGE, new byte[1])).isFalse();
    }
  }

  @Test
  void believesNothingOfAnotherKey() throws Exception {
    SigningKey made = SigningKeys.generate(KeyKind.ECDSA_P256, random);
    SigningKey other = SigningKeys.generate(KeyKind.ECDSA_P256, random);
    byte[] signature = made.sign(MESSAGE);
    VerifyingKey key = new VerifyingKey(made.publicKey());
    assertThat(key.verifies(SignatureScheme.ECDSA_SHA256, MESSAGE, signature)).isTrue();
    assertThat(
            new VerifyingKey(other.publicKey())
                .verifies(SignatureScheme.ECDSA_SHA256, MESSAGE, signature))
        .isFalse();
  }
}
