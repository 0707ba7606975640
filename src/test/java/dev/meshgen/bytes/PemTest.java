package dev.meshgen.bytes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meshgen.bytes.MalformedPem.Flaw;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemTest {
  private static final String CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";

  private static MalformedPem refusal(String text) {
    return catchThrowableOfType(MalformedPem.class, () -> Pem.decode(text.getBytes(US_ASCII)));
  }

  @Test
  void readsEveryBlockAndSkipsWhatIsBetween() throws Exception {
    String text = "# first\r\n" + CERTIFICATE.replace("\n", "\r\n") + "then\n" + CERTIFICATE;
    List<Pem.Block> blocks = Pem.decode(text.getBytes(US_ASCII));
    assertThat(blocks).hasSize(2);
    for (Pem.Block block : blocks) {
      assertThat(block.label()).isEqualTo(Pem.CERTIFICATE);
      assertThat(block.der()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void writesWhatItReads() {
    assertThat(Pem.encode(Pem.CERTIFICATE, new byte[] {0, 1, 2})).isEqualTo(CERTIFICATE);
    assertThat(Pem.encode("X", new byte[49]).lines().map(String::length))
        .containsExactly(17, 64, 4, 15);
  }

  @Test
  void saysWhatIsWrongAndInWhichBlock() {
    String cut = CERTIFICATE.substring(0, CERTIFICATE.indexOf("-----END"));
    assertThat(refusal(cut).flaw()).isEqualTo(Flaw.CUT_OFF);
    assertThat(refusal(cut).label()).isEqualTo(Pem.CERTIFICATE);
    assertThat(refusal(CERTIFICATE.replace("AAEC", "A.EC")).flaw()).isEqualTo(Flaw.NOT_BASE64);
    assertThat(refusal("-----BEGIN X\n" + "-".repeat(4)).flaw()).isEqualTo(Flaw.NO_HEAD);
    assertThat(refusal("x".repeat((1 << 20) + 1)).flaw()).isEqualTo(Flaw.TOO_LARGE);
  }

  @Test
  void hashesWhatWasAddedAsOne() {
    byte[] ab = "ab".getBytes(US_ASCII);
    String parts = new Sha256().add(new byte[] {'a'}).add(new byte[] {'b'}).hex();
    assertThat(parts)
        .isEqualTo(Sha256.hex(ab))
        .isEqualTo(Sha256.hex("abc".getBytes(US_ASCII), 2))
        .isEqualTo("fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603");
  }
}
