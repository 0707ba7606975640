package dev.meshgen.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientTest {
  @ParameterizedTest
  @CsvSource({
    "age, age1qqq, age1qqq",
    "age, ssh-ed25519 AAAA a:b, ssh-ed25519 AAAA a:b",
    "pgp, F00D, pgp:F00D",
    "kms, arn:aws:kms:eu:1:key/a, kms:arn:aws:kms:eu:1:key/a",
    "hc_vault, https://v/v1/transit/keys/a, hc_vault:https://v/v1/transit/keys/a",
    "age, pgp:F00D, age:pgp:F00D",
    "age, age:x, age:age:x",
    "age, '', ''",
  })
  void printsOneTextForEach(String kind, String text, String printed) {
    Recipient recipient = new Recipient(kind, text);
    assertThat(recipient).hasToString(printed);
    assertThat(Recipient.parse(printed)).isEqualTo(recipient);
  }

  @Test
  void sortsByKindThenByText() {
    List<Recipient> sorted =
        Stream.of("pgp:A", "age1b", "kms:z", "age1a").map(Recipient::parse).sorted().toList();
    assertThat(sorted).hasToString("[age1a, age1b, kms:z, pgp:A]");
  }
}
