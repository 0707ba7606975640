package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SopsFileTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12.987Z");
  private static final String HEADER = "# generated, do not edit";

  private final SecureRandom random = new SecureRandom();
  private final AgeIdentity one = AgeIdentity.generate(random);
  private final AgeIdentity two = AgeIdentity.generate(random);
  private final AgeIdentity three = AgeIdentity.generate(random);

  private byte[] sealed(SecretManifest manifest, AgeIdentity... readers) {
    List<Recipient> recipients = new ArrayList<>();
    for (AgeIdentity reader : readers) {
      recipients.add(reader.recipient());
    }
    return Seal.seal(manifest, recipients, new Sealing(NOW, random), HEADER);
  }

  private String cacerts(AgeIdentity... readers) {
    return text(sealed(Manifests.cacerts(), readers));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private SealException refusal(String content, AgeIdentity... identities) {
    SealException refused =
        catchThrowableOfType(
            SealException.class, () -> SopsFile.open(bytes(content), Held.by(identities)));
    assertThat(refused).as("opening must fail").isNotNull();
    return refused;
  }

  @Test
  void opensWhatItSealed() throws Exception {
    String file = cacerts(one, two);
    for (AgeIdentity reader : List.of(one, two)) {
      SecretManifest opened = SopsFile.open(bytes(file), Held.by(three, reader));
      assertThat(Manifests.flat(opened)).isEqualTo(Manifests.flat(Manifests.cacerts()));
      assertThat(new ArrayList<>(Manifests.flat(opened).keySet()))
          .isEqualTo(new ArrayList<>(Manifests.flat(Manifests.cacerts()).keySet()));
    }
  }

  @Test
  void opensWhateverItSealed() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      SecretManifest manifest = Manifests.random(new SplittableRandom(seed));
      byte[] file = sealed(manifest, one);
      assertThat(Manifests.flat(SopsFile.open(file, Held.by(one))))
          .as("seed %d", seed)
          .isEqualTo(Manifests.flat(manifest));
      assertThat(SopsFile.read(file).problems()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void leavesOnlyTheReadableFieldsReadable() {
    String file = cacerts(two, one);
    assertThat(file)
        .startsWith(HEADER + "\napiVersion: v1\nkind: Secret\nmetadata:\n    name: cacerts\n")
        .contains("    labels:\n        topology.istio.io/network: east\n")
        .contains("networking.istio.io/cluster: \"1.10\"\n")
        .contains("    empty: \"\"\n")
        .contains(
            "    encrypted_regex: ^(data|stringData)$\n    lastmodified: \"2026-05-04T10:11:12Z\"\n")
        .endsWith("    version: 3.13.2\n")
        .doesNotContain("PRIVATE KEY")
        .doesNotContain("SECRETSECRET");
  }

  @Test
  void writesRecipientsInOneOrder() throws Exception {
    List<Recipient> forward = SopsFile.read(bytes(cacerts(one, two, three))).recipients();
    List<Recipient> backward = SopsFile.read(bytes(cacerts(three, two, one, two))).recipients();
    assertThat(backward).isEqualTo(forward).isSorted().hasSize(3);
  }

  @Test
  void neverWritesTheSameCiphertextTwice() {
    assertThat(cacerts(one)).isNotEqualTo(cacerts(one));
  }

  @Test
  void namesTheRecipientsWhenNoIdentityFits() {
    SealException refused = refusal(cacerts(one, two), three);
    assertThat(refused.reason()).isEqualTo(Reason.NO_IDENTITY);
    assertThat(refused)
        .hasMessageContaining(one.recipient().toString())
        .hasMessageContaining(two.recipient().toString());
    assertThat(refusal(cacerts(one))).hasMessageContaining("no identity found");
  }

  @Test
  void refusesAFileWithAnyValueChanged() {
    String file = cacerts(one);
    int from = 0;
    int changed = 0;
    while ((from = file.indexOf("ENC[", from)) >= 0) {
      for (String part : List.of("data:", "iv:", "tag:")) {
        int at = file.indexOf(part, from) + part.length();
        char other = file.charAt(at) == 'A' ? 'B' : 'A';
        SealException refused =
            refusal(file.substring(0, at) + other + file.substring(at + 1), one);
        assertThat(refused.reason()).isEqualTo(Reason.TAMPERED);
        changed++;
      }
      from++;
    }
    assertThat(changed).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion: v1|apiVersion: v2",
        "name: cacerts|name: cacert",
        "namespace: istio-system|namespace: other",
        "network: east|network: west",
        "type: Opaque|type: opaque",
        "10:11:12Z|10:11:13Z",
        "type: Opaque\n|type: Opaque\nadded: x\n",
      })
  void refusesAFileWithAReadableFieldChanged(String change) {
    String[] parts = change.split("\\|");
    assertThat(cacerts(one)).contains(parts[0]);
    String file = cacerts(one).replace(parts[0], parts[1]);
    assertThat(refusal(file, one).reason()).isEqualTo(Reason.TAMPERED);
  }

  @Test
  void refusesValuesThatChangedPlacesOrVanished() {
    String file = cacerts(one);
    String swapped =
        file.replace("    ca-cert.pem:", "    tmp:")
            .replace("    ca-key.pem:", "    ca-cert.pem:")
            .replace("    tmp:", "    ca-key.pem:");
    assertThat(refusal(swapped, one)).hasMessageContaining("moved");
    String without = file.replaceAll("(?m)^    unicode: .*\n", "");
    assertThat(refusal(without, one).reason()).isEqualTo(Reason.TAMPERED);
    assertThat(without).isNotEqualTo(file);
  }

  @Test
  void refusesAnEnvelopeMovedFromAnotherFile() {
    String file = cacerts(one);
    String other = cacerts(one);
    String begin = "-----BEGIN AGE";
    String swapped =
        file.substring(0, file.indexOf(begin))
            + other.substring(other.indexOf(begin), other.indexOf("-----END AGE"))
            + file.substring(file.indexOf("-----END AGE"));
    assertThat(refusal(swapped, one).reason()).isEqualTo(Reason.TAMPERED);
    String broken = file.replaceFirst("(-----BEGIN AGE ENCRYPTED FILE-----\n *....)....", "$1AAAA");
    assertThat(refusal(broken, one))
        .hasMessageContaining("does not open with that recipient's identity");
  }

  @Test
  void refusesAPlaintextBelowASealedSection() throws Exception {
    String file = cacerts(one).replaceFirst("ca-key.pem: .*\n", "ca-key.pem: hunter2\n");
    assertThat(refusal(file, one)).hasMessage("\"stringData.ca-key.pem\" is not encrypted");
    assertThat(SopsFile.read(bytes(file)).problems())
        .containsExactly("\"stringData.ca-key.pem\" is not encrypted");
  }

  @Test
  void reportsWhatIsWrongWithoutAnyKey() throws Exception {
    String file = cacerts(one);
    String iv = file.substring(file.indexOf(",iv:") + 4, file.indexOf(",tag:"));
    String reused = file.replaceAll(",iv:[^,]*", ",iv:" + iv.replace("$", "\\$"));
    assertThat(SopsFile.read(bytes(reused)).problems())
        .hasSize(3)
        .allMatch(p -> p.contains("IV of another value"));
    assertThat(SopsFile.read(bytes(file.replace("type:str", "type:int"))).problems()).hasSize(4);
    assertThat(SopsFile.read(bytes(file.replaceAll("tag:[^,]*", "tag:AAAA"))).problems())
        .hasSize(4);
    assertThat(SopsFile.read(bytes(file.replace("^(data|stringData)$", "^data$"))).problems())
        .singleElement()
        .asString()
        .contains("a rule other than");
    assertThat(
            SopsFile.read(bytes(file.replace("    version:", Manifests.kms("x") + "    version:")))
                .problems())
        .singleElement()
        .asString()
        .contains("recipient 1 of sops.kms is not an ARN");
    assertThat(SopsFile.read(bytes(file.replace("recipient: age1", "recipient: age1q"))).problems())
        .singleElement()
        .asString()
        .contains("checksum");
    assertThat(
            SopsFile.read(
                    bytes(
                        file.replaceFirst(
                            "(-----BEGIN AGE ENCRYPTED FILE-----\n *)....", "$1AAAA")))
                .problems())
        .singleElement()
        .asString()
        .contains("version 1 of age");
  }

  @Test
  void readsLayoutsThatSopsItselfWrites() throws Exception {
    String file =
        Manifests.narrow(cacerts(one, two))
            .replace("name: cacerts", "name: \"cacerts\" # note")
            .replace("kind: Secret", "\n# a remark\nkind: 'Secret'")
            .replace("  mac: ", "  unknown: [a, {b: c}]\n  mac: ")
            .replace("  version: 3.13.2", "  shamir_threshold: 0\n  version: 3.9.0");
    assertThat(Manifests.flat(SopsFile.open(bytes(file), Held.by(two))))
        .isEqualTo(Manifests.flat(Manifests.cacerts()));
    String windows = cacerts(one).replace("\n", "\r\n");
    assertThat(Manifests.flat(SopsFile.open(bytes(windows), Held.by(one))))
        .isEqualTo(Manifests.flat(Manifests.cacerts()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "[]",
        "a: b",
        "sops: x",
        "sops: {}",
        "sops: {age: 1}",
        "sops: {age: [1]}",
        "a: &x b\nsops: *x",
        "a: !!binary AAAA\nsops: {}",
        "1: a\nsops: {}",
        "a: b\na: c\n",
        "a: [",
        "? [a]\n: b",
        "a: b\n---\nc: d\n",
        "sops: {age: [{recipient: a, enc: b}], mac: x}",
        "%YAML 3.0\n---\na: b",
        "\u0000",
        "a:\n\t- b",
        "!!set {a}",
      })
  void refusesWhatSopsNeverWroteWithoutARuntimeException(String content) {
    assertThatThrownBy(() -> SopsFile.open(bytes(content), Held.by(one)))
        .isInstanceOf(SealException.class);
  }

  @Test
  void survivesDamageAnywhere() {
    byte[] file = sealed(Manifests.cacerts(), one);
    for (int seed = 0; seed < 3000; seed++) {
      var dice = new SplittableRandom(seed);
      byte[] damaged = file.clone();
      for (int n = dice.nextInt(1, 4); n > 0; n--) {
        damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt(256);
      }
      try {
        SopsFile.read(damaged);
        // The MAC covers values alone, so the name of a readable field may have changed.
        assertThat(String.join("", Manifests.flat(SopsFile.open(damaged, Held.by(one))).values()))
            .as("seed %d", seed)
            .isEqualTo(String.join("", Manifests.flat(Manifests.cacerts()).values()));
      } catch (SealException e) {
        assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("SECRETSECRET");
      }
    }
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThatThrownBy(() -> SopsFile.read(bytes("a: " + "[".repeat(20_000))))
        .isInstanceOf(SealException.class);
    assertThatThrownBy(() -> SopsFile.read(bytes("a: " + "{b: ".repeat(20_000))))
        .isInstanceOf(SealException.class);
    assertThatThrownBy(() -> SopsFile.read(new byte[6 << 20])).isInstanceOf(SealException.class);
    assertThatThrownBy(() -> SopsFile.read(new byte[] {(byte) 0xc3, 0x28}))
        .hasMessage("it is not UTF-8");
  }

  @Test
  void sealsOnManyThreadsAtOnce() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> done = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        done.add(
            pool.submit(
                () -> {
                  SecretManifest manifest = Manifests.cacerts();
                  byte[] file = sealed(manifest, one, two);
                  return Manifests.flat(SopsFile.open(file, Held.by(two)))
                      .equals(Manifests.flat(manifest));
                }));
      }
      for (Future<Boolean> each : done) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void refusesManifestsThatSopsWouldSealOtherwise() {
    assertThatThrownBy(() -> SecretManifest.of("v1", "Secret").label("data", "x").build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                SecretManifest.of("v1", "Secret")
                    .stringData("x", SecretBytes.copyOf(new byte[] {(byte) 0xff}))
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Seal.seal(Manifests.cacerts(), List.of(), new Sealing(NOW, random), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoSecret() {
    SecretManifest manifest = Manifests.cacerts();
    assertThat(manifest + " " + manifest.values() + manifest.root() + one)
        .doesNotContain("SECRETSECRET")
        .doesNotContain("AGE-SECRET-KEY");
    manifest.close();
    assertThatThrownBy(() -> manifest.values().get("ca-key.pem").copy())
        .isInstanceOf(IllegalStateException.class);
  }
}
