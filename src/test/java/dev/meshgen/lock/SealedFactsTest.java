package dev.meshgen.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.recipient.Recipient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who was removed matters only while what they can open is in use. */
class SealedFactsTest {
  private static final String DIGEST = "0".repeat(64);
  private static final Recipient FORMER = new Recipient("age", "age1former");

  private static SealedFacts certificate(String sha256, List<Recipient> recipients) {
    CredentialFacts credential =
        new CredentialFacts(
            new CredentialFacts.Server(
                "https://east.example", Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new CredentialFacts.ClientCertificate("reader", sha256)));
    return new SealedFacts(DIGEST, DIGEST, recipients, Optional.empty(), Optional.of(credential));
  }

  @Test
  void remembersWhoCanOpenTheSameClientCertificate() {
    SealedFacts before = certificate("1".repeat(64), List.of(FORMER));

    assertThat(certificate("1".repeat(64), List.of()).replacing(before).former())
        .containsExactly(FORMER);
    assertThat(certificate("2".repeat(64), List.of()).replacing(before).former()).isEmpty();
  }
}
