package dev.meshgen.seal.sops.age;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeRecipientTest {
  private static final String GOOD =
      "age138kxx7ft45rercf0t0jw8zthv869nc2434jnqxj804gyz2d75ajsd059rm";

  private static String reason(String text) {
    return AgeRecipient.problem(text).orElseThrow();
  }

  @Test
  void acceptsARecipientAsAgeKeygenPrintsIt() {
    assertThat(AgeRecipient.problem(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "age1pq1qqqqqqqqqq, checksum",
    "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t, plugin",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPFs, is truncated",
    "ssh-ed25519, is not a line of a .pub file",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, unsupported"
        + " SSH key type",
    "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIPFs, is truncated",
    "sk-ssh-ed25519@openssh.com AAAA, is truncated",
    "bcd1qqqq, does not start with age1",
    "'', does not start with age1",
    "age1, incomplete",
    "age1qqq, incomplete",
    "AGE138KXX7FT45RERCF0T0JW8ZTHV869NC2434JNQXJ804GYZ2D75AJSD059RM, lower case",
    "age138kxx7FT45rercf0t0jw8zthv869nc2434jnqxj804gyz2d75ajsd059rm, mixes",
    "age138kxx7ft45rercf0t0jw8zthv869nc2434jnqxj804gyz2d75ajsd059rn, checksum",
    "age138kxx7ft45rercf0t0jw8zthv869nc2434jnqxj804gyz2d75ajsd059r, checksum",
    "age138kxx7ft45rercf0t0jw8zthv869nc2434jnqxj804gyz2d75ajsb059rm, invalid character",
  })
  void saysWhatIsWrong(String text, String expected) {
    assertThat(reason(text)).contains(expected);
  }

  @Test
  void doesNotRepeatAPrivateKeyPastedInPlaceOfARecipient() {
    String identity = Bech32.encode("age-secret-key-", new byte[32]).toUpperCase(Locale.ROOT);
    assertThat(reason(identity))
        .contains("private identity")
        .doesNotContain(identity.substring(16));
    assertThat(reason(identity.toLowerCase(Locale.ROOT))).contains("private identity");
    assertThat(reason("-----BEGIN " + "OPENSSH PRIVATE KEY-----")).contains("private key");
  }

  @Test
  void refusesAKeyOfTheWrongLength() {
    assertThat(reason(Bech32.encode("age", new byte[31]))).contains("31 bytes");
    assertThat(reason(Bech32.encode("age", new byte[33]))).contains("33 bytes");
  }

  @Test
  void refusesPointsWithWhichEverySecretIsZero() {
    byte[] key = new byte[32];
    assertThat(reason(Bech32.encode("age", key))).contains("small order");
    key[0] = 1;
    assertThat(reason(Bech32.encode("age", key))).contains("small order");
    key[31] = (byte) 0x80;
    assertThat(reason(Bech32.encode("age", key))).contains("small order");
  }

  @Test
  void findsEverySingleMistypedCharacter() {
    for (int i = 4; i < GOOD.length(); i++) {
      char other = GOOD.charAt(i) == 'q' ? 'p' : 'q';
      reason(GOOD.substring(0, i) + other + GOOD.substring(i + 1));
    }
  }

  @Test
  void decodesWhatItEncodes() throws Exception {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      byte[] data = new byte[random.nextInt(1, 1300)];
      random.nextBytes(data);
      Bech32.Decoded decoded = Bech32.decode(Bech32.encode("age", data));
      assertThat(decoded.prefix()).isEqualTo("age");
      assertThat(decoded.data()).isEqualTo(data);
    }
  }

  @Test
  void decodesTheExamplesOfBip173() throws Exception {
    assertThat(Bech32.decode("A12UEL5L").data()).isEmpty();
    assertThat(Bech32.decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw").prefix())
        .isEqualTo("abcdef");
  }

  @Test
  void survivesAnyText() {
    var random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "age1" : "");
      for (int n = random.nextInt(80); n > 0; n--) {
        text.append(
            (char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      assertThat(AgeRecipient.problem(text.toString())).isNotNull();
    }
  }
}
