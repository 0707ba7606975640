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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "age; age1qqq; 1; 2; age1qqq (group 1, 2 needed)",
        "pgp; F00D; 12; 3; pgp:F00D (group 12, 3 needed)",
        "kms; a (group 1, 2 needed); 2; 2; kms:a (group 1, 2 needed) (group 2, 2 needed)",
      })
  void printsItsShare(String kind, String text, int group, int needed, String printed) {
    Recipient recipient = new Recipient(kind, text, new Recipient.Share(group, needed));
    assertThat(recipient).hasToString(printed);
    assertThat(Recipient.parse(printed)).isEqualTo(recipient);
    assertThat(recipient.whole()).isEqualTo(new Recipient(kind, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a (group 0, 2 needed)",
        "a (group 01, 2 needed)",
        "a (group 1, 1000 needed)",
        "a (group 1,2 needed)",
        "a (group x, 2 needed)",
        " (group 1, 2 needed)",
      })
  void readsNoOtherShare(String printed) {
    assertThat(Recipient.parse(printed).share().isPart()).isFalse();
  }

  @Test
  void sortsByGroupFirst() {
    List<Recipient> sorted =
        Stream.of("age1a (group 2, 2 needed)", "pgp:A (group 1, 2 needed)", "kms:z")
            .map(Recipient::parse)
            .sorted()
            .toList();
    assertThat(sorted.toString())
        .isEqualTo("[kms:z, pgp:A (group 1, 2 needed), age1a (group 2, 2 needed)]");
  }

  @Test
  void sortsByKindThenByText() {
    List<Recipient> sorted =
        Stream.of("pgp:A", "age1b", "kms:z", "age1a").map(Recipient::parse).sorted().toList();
    assertThat(sorted).hasToString("[age1a, age1b, kms:z, pgp:A]");
  }
}
