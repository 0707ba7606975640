package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SopsResealTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final String HEADER = "# generated, do not edit";

  private final SecureRandom random = new SecureRandom();
  private final AgeIdentity one = AgeIdentity.generate(random);
  private final AgeIdentity two = AgeIdentity.generate(random);
  private final AgeIdentity three = AgeIdentity.generate(random);

  private String cacerts(AgeIdentity... readers) {
    List<Recipient> recipients = new ArrayList<>();
    for (AgeIdentity reader : readers) {
      recipients.add(reader.recipient());
    }
    return text(Seal.seal(Manifests.cacerts(), recipients, new Sealing(NOW, random), HEADER));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keepsEveryOtherByteWhenAReaderIsAdded() throws Exception {
    String before = cacerts(one);
    String after =
        text(
            SopsFile.reseal(
                bytes(before),
                Held.by(one),
                List.of(two.recipient(), one.recipient()),
                new Sealing(NOW.plusSeconds(9), random)));
    assertThat(withoutAge(after)).isEqualTo(withoutAge(before));
    assertThat(SopsFile.read(bytes(after)).recipients()).hasSize(2);
    for (AgeIdentity reader : List.of(one, two)) {
      assertThat(Manifests.flat(SopsFile.open(bytes(after), Held.by(reader))))
          .isEqualTo(Manifests.flat(Manifests.cacerts()));
    }
  }

  private static String withoutAge(String file) {
    return file.substring(0, file.indexOf("    age:"))
        + file.substring(file.indexOf("    encrypted_regex"));
  }

  private static List<String> envelopes(byte[] file) throws Exception {
    return SopsMetadata.of(SopsDocument.read(file)).keys().entries("age").stream()
        .map(entry -> entry.field("recipient") + " " + entry.field("enc"))
        .toList();
  }

  @Test
  void wrapsTheDataKeyAgainForAllButTheOneWhoOpensIt() throws Exception {
    byte[] before = bytes(cacerts(one, two));
    List<Recipient> all = List.of(one.recipient(), two.recipient(), three.recipient());
    byte[] after = SopsFile.reseal(before, Held.by(one), all, new Sealing(NOW, random));

    List<String> kept = new ArrayList<>(envelopes(before));
    kept.retainAll(envelopes(after));
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0)).startsWith(one.recipient().text());
    assertThat(envelopes(after)).hasSize(3).isSorted();
    for (AgeIdentity reader : List.of(one, two, three)) {
      assertThat(Manifests.flat(SopsFile.open(after, Held.by(reader))))
          .isEqualTo(Manifests.flat(Manifests.cacerts()));
    }
    assertThat(SopsReaders.differInKeysOnly(before, after)).isTrue();
  }

  @Test
  void wrapsItForWhoeverIsNamedByWhatAnotherOpens() throws Exception {
    String before = cacerts(one);
    String mislabelled = before.replace(one.recipient().text(), two.recipient().text());
    byte[] after =
        SopsFile.reseal(
            bytes(mislabelled),
            Held.by(one),
            List.of(two.recipient(), three.recipient()),
            new Sealing(NOW, random));
    for (AgeIdentity reader : List.of(two, three)) {
      assertThat(Manifests.flat(SopsFile.open(after, Held.by(reader))))
          .isEqualTo(Manifests.flat(Manifests.cacerts()));
    }
    assertThatThrownBy(() -> SopsFile.open(after, Held.by(one))).isInstanceOf(SealException.class);
  }

  @Test
  void seesThatMoreThanTheKeysDiffers() {
    byte[] before = bytes(cacerts(one));
    assertThat(SopsReaders.differInKeysOnly(before, before)).isTrue();
    assertThat(SopsReaders.differInKeysOnly(before, bytes(cacerts(one, two)))).isFalse();
    for (String[] change :
        List.of(
            new String[] {"name: cacerts", "name: cacertz"},
            new String[] {"version: 3.1", "version: 3.2"},
            new String[] {"12Z\"", "13Z\""},
            new String[] {"sops:\n", "sops :\n"})) {
      byte[] changed = bytes(text(before).replace(change[0], change[1]));
      assertThat(changed).isNotEqualTo(before);
      assertThat(SopsReaders.differInKeysOnly(before, changed)).isFalse();
      assertThat(SopsReaders.differInKeysOnly(changed, before)).isFalse();
    }
  }

  @Test
  void addsAReaderWhateverTheLayout() throws Exception {
    String narrow = Manifests.narrow(cacerts(one));
    String ageLast = cacerts(one);
    String age =
        ageLast.substring(ageLast.indexOf("    age:"), ageLast.indexOf("    encrypted_regex"));
    ageLast = ageLast.replace(age, "") + age;
    String sopsFirst =
        narrow.substring(narrow.indexOf("sops:")) + narrow.substring(0, narrow.indexOf("sops:"));
    String noNewline = ageLast.stripTrailing();
    for (String before :
        List.of(narrow, ageLast, sopsFirst, noNewline, cacerts(one).replace("\n", "\r\n"))) {
      byte[] after =
          SopsFile.reseal(
              bytes(before),
              Held.by(one),
              List.of(two.recipient(), one.recipient()),
              new Sealing(NOW, random));
      assertThat(Manifests.flat(SopsFile.open(after, Held.by(two))))
          .isEqualTo(Manifests.flat(Manifests.cacerts()));
    }
  }

  @Test
  void changesNothingIfTheReadersAreTheSame() throws Exception {
    byte[] file = bytes(cacerts(one, two));
    assertThat(
            SopsFile.reseal(
                file,
                Held.by(two),
                List.of(one.recipient(), two.recipient()),
                new Sealing(NOW, random)))
        .isEqualTo(file);
  }

  @Test
  void encryptsEverythingAnewWhenAReaderIsRemoved() throws Exception {
    String before = cacerts(one, two);
    Instant later = NOW.plusSeconds(60);
    String after =
        text(
            SopsFile.reseal(
                bytes(before),
                Held.by(two),
                List.of(one.recipient(), three.recipient()),
                new Sealing(later, random)));
    assertThat(after).startsWith(HEADER + "\n").contains("10:12:12Z");
    for (String line : before.lines().filter(l -> l.contains("ENC[")).toList()) {
      assertThat(after).doesNotContain(line.substring(line.indexOf("ENC[")));
    }
    assertThatThrownBy(() -> SopsFile.open(bytes(after), Held.by(two)))
        .isInstanceOfSatisfying(
            SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_IDENTITY));
    assertThat(Manifests.flat(SopsFile.open(bytes(after), Held.by(three))))
        .isEqualTo(Manifests.flat(Manifests.cacerts()));
  }

  @Test
  void treatsAForeignKeyAsAReaderThatIsRemoved() throws Exception {
    String before = cacerts(one).replace("    version:", Manifests.kms("x") + "    version:");
    String after =
        text(
            SopsFile.reseal(
                bytes(before), Held.by(one), List.of(one.recipient()), new Sealing(NOW, random)));
    assertThat(after).doesNotContain("kms:");
    assertThat(SopsFile.read(bytes(after)).problems()).isEmpty();
  }

  @Test
  void resealsNothingThatWasTamperedWith() {
    String file = cacerts(one).replace("name: cacerts", "name: other");
    assertThatThrownBy(
            () ->
                SopsFile.reseal(
                    bytes(file),
                    Held.by(one),
                    List.of(one.recipient(), two.recipient()),
                    new Sealing(NOW, random)))
        .isInstanceOf(SealException.class);
  }

  @Test
  void addsAReaderToAFileWithReadableCertificates() throws Exception {
    Sealing sealing = new Sealing(NOW, random);
    byte[] before = Seal.seal(Manifests.readable(), List.of(one.recipient()), sealing, HEADER);
    List<Recipient> both = List.of(one.recipient(), two.recipient());
    byte[] after = SopsFile.reseal(before, Held.by(one), both, sealing);

    String old = text(before);
    assertThat(text(after)).contains(old.substring(old.indexOf("    encrypted_regex:")));
    assertThat(Manifests.flat(SopsFile.open(after, Held.by(two))))
        .isEqualTo(Manifests.flat(Manifests.readable()));
    byte[] less = SopsFile.reseal(after, Held.by(two), List.of(two.recipient()), sealing);
    assertThat(text(less)).contains("    mac_only_encrypted: true\n", "BEGIN CERTIFICATE");
    assertThat(text(less)).doesNotContain("SECRETSECRET");
  }

  @Test
  void revealsNothingButCertificates() {
    byte[] before =
        Seal.seal(Manifests.cacerts(), List.of(one.recipient()), new Sealing(NOW, random), HEADER);
    assertThatThrownBy(
            () ->
                SopsFile.reveal(
                    before, Held.by(one), List.of(one.recipient()), new Sealing(NOW, random)))
        .hasMessage("it holds more than keys and certificates");
  }
}
