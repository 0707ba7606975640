package dev.meshgen.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names for people, from the text of names as they are in certificates. */
class ReadableNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "Mesh root|Mesh root",
        "Müller & Söhne 日本|Müller & Söhne 日本",
        "a=b|a=b",
        "Acme, Inc.|\"Acme, Inc.\"",
        "Acme + Co; <x>|\"Acme + Co; <x>\"",
        "a \"b\" c|\"a \\\"b\\\" c\"",
        "a\\b, c|\"a\\\\b, c\"",
        "' lead'|\" lead\"",
      })
  void isReadable(String value, String shown) {
    String name =
        new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.O, value)
            .addRDN(BCStyle.CN, "root")
            .build()
            .toString();

    assertThat(ReadableName.of(name)).isEqualTo("O=" + shown + ",CN=root");
  }
}
