package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.bytes.Pem;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sealing for RSA keys of a transit engine with their public halves; Vault is played by a JCA. */
class TransitKeyTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final String URI = "https://vault.example:8200/v1/team/transit/keys/mesh";
  private static final Recipient TRANSIT = new Recipient("hc_vault", URI);
  private static final Recipient KMS =
      new Recipient("kms", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd");
  private static KeyPair pair;

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final FakeSops sops = new FakeSops();
  private final AgeIdentity identity = AgeIdentity.generate(random);
  private final Keyrings keys = sops.keys(Map.of());
  private Path file;
  private Sealing sealing;

  @BeforeAll
  static void generate() throws Exception {
    pair = pair("RSA", 2048);
  }

  private static KeyPair pair(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("mesh.json");
    Files.writeString(file, answer("mesh", "rsa-2048", "7", pem(pair)));
    PublicKeyFiles files = new PublicKeyFiles(List.of(), Map.of(TRANSIT, file));
    sealing = new Sealing(NOW, random, keys.context(files));
  }

  private static String pem(KeyPair pair) {
    return Pem.encode("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  /** What Vault prints, with an older version of the key. */
  private static String answer(String name, String type, String latest, String pem) {
    return """
        {"request_id": "x", "lease_id": "", "data": {
          "keys": {
            "6": {"creation_time": "2026-01-01T00:00:00Z", "name": "rsa-2048", "public_key": "old"},
            "7": {"creation_time": "2026-02-01T00:00:00Z", "name": "rsa-2048", "public_key": "%s"}},
          "latest_version": %s, "min_decryption_version": 1, "name": "%s", "type": "%s",
          "supports_encryption": true}, "warnings": null}
        """
        .formatted(pem.replace("\n", "\\n"), latest, name, type);
  }

  private byte[] seal(Recipient... recipients) throws SealException {
    return SopsFile.seal(Manifests.cacerts(), List.of(recipients), sealing, "# generated");
  }

  /** As the engine does it: the version in front, then RSA-OAEP. */
  private static byte[] decrypt(KeyEntry entry) throws Exception {
    String text = entry.field("enc");
    assertThat(text).startsWith("vault:v7:");
    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
    rsa.init(
        Cipher.DECRYPT_MODE,
        pair.getPrivate(),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return rsa.doFinal(Base64.getDecoder().decode(text.substring("vault:v7:".length())));
  }

  private static void assertVaultOpens(byte[] sealed) throws Exception {
    var document = SopsDocument.read(sealed);
    SopsMetadata metadata = SopsMetadata.of(document);
    List<KeyEntry> entries = metadata.keys().entries("hc_vault");
    assertThat(entries).hasSize(1);
    try (DataKey key = DataKey.owning(decrypt(entries.get(0)));
        SecretManifest opened = new SopsOpener(key, metadata).open(document)) {
      assertThat(Manifests.flat(opened)).isEqualTo(Manifests.flat(Manifests.cacerts()));
    }
  }

  @Test
  void sealsWithoutAskingAnybody() throws Exception {
    byte[] sealed = seal(TRANSIT);
    assertThat(sops.calls).isEmpty();
    assertThat(SopsFile.read(sealed).recipients()).containsExactly(TRANSIT);
    assertThat(SopsFile.read(sealed).problems()).isEmpty();
    assertThat(new String(sealed, StandardCharsets.UTF_8))
        .contains("    hc_vault:\n        - created_at: \"2026-05-04T10:11:12Z\"\n")
        .contains("          engine_path: team/transit\n          key_name: mesh\n")
        .contains("          vault_address: https://vault.example:8200\n");
    assertVaultOpens(sealed);
  }

  @Test
  void asksSopsForKeysOfOtherServicesAlone() throws Exception {
    byte[] sealed = seal(TRANSIT, KMS, identity.recipient());
    assertThat(sops.calls).hasSize(2);
    assertThat(SopsFile.read(sealed).recipients())
        .containsExactly(identity.recipient(), TRANSIT, KMS);
    assertVaultOpens(sealed);
    SopsFile.open(sealed, Held.by(identity)).close();
  }

  @Test
  void holdsShares() throws Exception {
    Recipient other = AgeIdentity.generate(random).recipient();
    byte[] sealed =
        seal(
            TRANSIT.of(new Share(1, 2)),
            identity.recipient().of(new Share(2, 2)),
            other.of(new Share(3, 2)));
    assertThat(sops.calls).isEmpty();
    var document = SopsDocument.read(sealed);
    SopsMetadata metadata = SopsMetadata.of(document);
    DataKey share = DataKey.owning(decrypt(metadata.keys().entries("hc_vault").get(0)));
    DataKey second = share(metadata, 1);
    try (DataKey key = KeySharing.combine(List.of(share, second))) {
      new SopsOpener(key, metadata).open(document).close();
    }
  }

  private DataKey share(SopsMetadata metadata, int group) {
    Map<String, String> environment =
        Map.of("SOPS_AGE_KEY", new String(identity.text().copy(), StandardCharsets.US_ASCII));
    Keyring keyring =
        SopsKeyKinds.ofNewSpecs()
            .keyring(new Surroundings(environment, "Linux", CommandRunner.NONE));
    return keyring.open(metadata.keys().groups().get(group).get("age")).key().orElseThrow();
  }

  /**
   * As {@code sops updatekeys} would: a login to Vault is needed neither for the new one nor the
   * old.
   */
  @Test
  void joinsAFileWithoutAnotherDataKey() throws Exception {
    byte[] before = seal(identity.recipient());
    List<Recipient> both = List.of(identity.recipient(), TRANSIT);
    byte[] after = SopsFile.reseal(before, Held.by(identity), both, sealing);
    assertThat(mac(after)).isEqualTo(mac(before));
    assertVaultOpens(after);
    assertThat(keepsDataKey(both, PublicKeyFiles.NONE)).isFalse();
    assertThat(keepsDataKey(both, sealing.context().keyFiles())).isTrue();

    AgeIdentity third = AgeIdentity.generate(random);
    List<Recipient> all = List.of(identity.recipient(), TRANSIT, third.recipient());
    byte[] more = SopsFile.reseal(after, Held.by(identity), all, sealing);
    assertThat(envelope(more)).isEqualTo(envelope(after));
    assertVaultOpens(more);
    assertThat(sops.calls).isEmpty();
  }

  private boolean keepsDataKey(List<Recipient> after, PublicKeyFiles files) {
    return SopsFile.keepsDataKey(List.of(identity.recipient()), after, files);
  }

  private static String mac(byte[] sealed) throws SealException {
    return SopsMetadata.of(SopsDocument.read(sealed)).mac();
  }

  private static String envelope(byte[] sealed) throws SealException {
    return SopsMetadata.of(SopsDocument.read(sealed)).keys().entries("hc_vault").toString();
  }

  @Test
  void takesTheInnerPartOfTheAnswerToo() throws Exception {
    String whole = Files.readString(file);
    String data = whole.substring(whole.indexOf("\"data\": ") + 8, whole.indexOf(", \"warnings\""));
    Files.writeString(file, data);
    assertVaultOpens(seal(TRANSIT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "other | rsa-2048          | 7     | does not describe the key \"mesh\"",
        "mesh  | aes256-gcm96      | 7     | not of type rsa, with which only Vault can encrypt",
        "mesh  | rsa-2048          | 8     | lacks the public key of the latest version",
        "mesh  | rsa-2048          | 6     | holds no RSA key of 2048 bits or more",
        "mesh  | rsa-2048          | \"7\" | lacks the public key of the latest version",
        "mesh  | rsa-2048          | 7e0x  | is not JSON printed by Vault",
      })
  void refusesAnswersAboutSomethingElse(String name, String type, String latest, String message)
      throws IOException {
    Files.writeString(file, answer(name, type, latest, pem(pair)));
    assertRefused(message);
  }

  @Test
  void refusesKeysThatAreNoGoodRsaKeys() throws Exception {
    Files.writeString(file, answer("mesh", "rsa-2048", "7", pem(pair("RSA", 1024))));
    assertRefused("holds no RSA key of 2048 bits or more");
    Files.writeString(file, answer("mesh", "rsa-2048", "7", pem(pair("EC", 256))));
    assertRefused("holds an unreadable public key");
    String secret = Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded());
    Files.writeString(file, answer("mesh", "rsa-2048", "7", secret));
    assertRefused("holds no RSA key of 2048 bits or more");
    Files.writeString(file, "{\"data\": {\"keys\": []}}");
    assertRefused("does not describe a transit key");
    Files.delete(file);
    assertRefused("cannot be read");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> seal(TRANSIT))
        .isInstanceOfSatisfying(
            SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_KEY_FILE))
        .hasMessageContaining(file + " ")
        .hasMessageContaining(message);
    assertThat(sops.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "vault:v1:AAAA, true",
    "vault:v12:AA==, true",
    "vault:v0:AAAA, false",
    "vault:v1:, false",
    "vault:v1:A?AA, false",
    "AAAA, false",
  })
  void knowsWhatAnEngineAnswers(String text, boolean good) {
    KeyEntry entry = new KeyEntry(Map.of("created_at", NOW.toString(), "enc", text));
    assertThat(SopsKeyKinds.named("hc_vault").flaw(entry).isEmpty()).isEqualTo(good);
  }
}
