package dev.meshgen.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.pki.ForeignCa;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hunt that finds nothing must be one that could have. */
class SecretHuntTest {
  private static final String SECRET = "hvs.0123456789abcdef-XYZ";

  private static List<String> found(SecretHunt hunt, String text) {
    return hunt.found(Map.of("text", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "{\"token\": \"", "Authorization: Bearer "})
  void findsASecretInAnyFormBehindAnything(String before) {
    SecretHunt hunt = new SecretHunt().secret(SECRET);
    byte[] bytes = (before + SECRET + " and more").getBytes(US_ASCII);
    assertThat(found(hunt, new String(bytes, US_ASCII))).isNotEmpty();
    assertThat(found(hunt, Base64.getEncoder().encodeToString(bytes))).isNotEmpty();
    assertThat(found(hunt, Base64.getUrlEncoder().encodeToString(bytes))).isNotEmpty();
    assertThat(found(hunt, Base64.getMimeEncoder(16, new byte[] {'\n'}).encodeToString(bytes)))
        .isNotEmpty();
    assertThat(found(hunt, HexFormat.of().formatHex(bytes))).isNotEmpty();
    assertThat(found(hunt, HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes)))
        .isNotEmpty();
    assertThat(found(hunt, before + SECRET.substring(0, 12) + "\n" + SECRET.substring(12)))
        .isNotEmpty();
    assertThat(found(hunt, before + "nothing")).isEmpty();
  }

  @Test
  void findsAKeyInAnyForm() {
    for (ForeignCa ca :
        List.of(
            ForeignCa.of("CN=a", ForeignCa.ec("secp256r1"), java.time.Instant.EPOCH).selfSigned(),
            ForeignCa.of("CN=b", ForeignCa.rsa(2048), java.time.Instant.EPOCH).selfSigned())) {
      SecretHunt hunt = new SecretHunt().key(ca.pkcs8());
      assertThat(found(hunt, "see: " + ca.pkcs8())).isNotEmpty();
      assertThat(found(hunt, ca.pkcs8().replace("\n", "\\n"))).isNotEmpty();
      assertThat(found(hunt, Base64.getEncoder().encodeToString(ca.pkcs8().getBytes(US_ASCII))))
          .isNotEmpty();
      assertThat(found(hunt, HexFormat.of().formatHex(ca.key().getEncoded()))).isNotEmpty();
      assertThat(found(hunt, ca.pem() + ca.publicKey())).isEmpty();
    }
  }
}
