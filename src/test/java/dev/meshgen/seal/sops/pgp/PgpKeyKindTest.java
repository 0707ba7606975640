package dev.meshgen.seal.sops.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.CommandRunner;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.ProgramAnswer;
import dev.meshgen.seal.sops.ProgramCall;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SopsFile;
import dev.meshgen.seal.sops.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgpKeyKindTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");

  @TempDir private Path folder;
  private final Gpg gpg = new Gpg();
  private PgpKeys keys;
  private Recipient recipient;

  /** A gpg with a keyring of public keys, which opens nothing. */
  private static final class Gpg implements CommandRunner {
    private final List<List<String>> calls = new ArrayList<>();
    private byte[] exported = {};
    private byte[] decrypted = {};

    @Override
    public byte[] run(List<String> command, Map<String, String> environment) {
      throw new AssertionError("no command may run");
    }

    @Override
    public ProgramAnswer ask(ProgramCall call) {
      calls.add(call.command());
      boolean exports = call.command().contains("--export");
      byte[] output = exports ? exported : decrypted;
      int status = exports || output.length > 0 ? 0 : 2;
      return new ProgramAnswer(status, output.clone(), status == 0 ? "" : "no secret key");
    }
  }

  @BeforeEach
  void make() throws Exception {
    keys = new PgpKeys(0);
    keys.subkey(PgpKeys.MADE);
    recipient = new Recipient("pgp", keys.fingerprint());
    Files.write(folder.resolve("public.asc"), PgpKeys.armored(keys.publicKey().getEncoded()));
    Files.write(folder.resolve("public.gpg"), keys.publicKey().getEncoded());
    Files.write(folder.resolve("secret.asc"), PgpKeys.armored(keys.secret()));
  }

  private Keyrings keyrings(Map<String, String> environment) {
    return Keyrings.in(new Surroundings(environment, "Linux", gpg, folder));
  }

  private static SecretManifest manifest() {
    return SecretManifest.of("v1", "Secret")
        .name("cacerts")
        .stringData("ca-key.pem", SecretBytes.ofUtf8("SECRETSECRET"))
        .build();
  }

  private byte[] seal(List<Recipient> recipients, String... files) throws SealException {
    List<Path> paths = new ArrayList<>();
    for (String file : files) {
      paths.add(Path.of(file));
    }
    Sealing sealing =
        new Sealing(
            NOW,
            new SecureRandom(),
            keyrings(Map.of()).context(new PublicKeyFiles(paths, Map.of())));
    return SopsFile.seal(manifest(), recipients, sealing, "");
  }

  private void assertOpens(byte[] file) throws SealException {
    Map<String, String> environment = Map.of("MESHGEN_PGP_KEY_FILE", "secret.asc");
    gpg.calls.clear();
    try (SecretManifest opened = SopsFile.open(file, keyrings(environment))) {
      assertThat(opened.values().get("ca-key.pem").copy())
          .isEqualTo("SECRETSECRET".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(gpg.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"public.asc", "public.gpg"})
  void sealsWithAKeyOfAFile(String name) throws Exception {
    byte[] file = seal(List.of(recipient), name);
    assertThat(gpg.calls).isEmpty();
    SopsFile read = SopsFile.read(file);
    assertThat(read.problems()).isEmpty();
    assertThat(read.recipients()).containsExactly(recipient);
    assertThat(new String(file, StandardCharsets.UTF_8))
        .contains("        - created_at: \"2026-05-04T10:11:12Z\"\n          enc: |\n")
        .doesNotContain("Version: BCPG");
    assertOpens(file);
  }

  @Test
  void sealsWithAKeyOfGpg() throws Exception {
    gpg.exported = keys.publicKey().getEncoded();
    assertOpens(seal(List.of(recipient)));
  }

  @Test
  void holdsSharesToo() throws Exception {
    PgpKeys others = new PgpKeys(0);
    others.subkey(PgpKeys.MADE);
    Files.write(folder.resolve("other.asc"), others.publicKey().getEncoded());
    Recipient other = new Recipient("pgp", others.fingerprint());
    byte[] file =
        seal(
            List.of(recipient.of(new Share(1, 2)), other.of(new Share(2, 2))),
            "public.asc",
            "other.asc");
    assertThatThrownBy(() -> assertOpens(file)).hasMessageContaining("no matching identity");
    Files.write(folder.resolve("secret.asc"), concat(keys.secret(), others.secret()));
    assertOpens(file);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void saysWhichKeyIsMissingAndWhereItLooked() throws Exception {
    Files.writeString(folder.resolve("text.asc"), "nothing\n");
    assertThatThrownBy(() -> seal(List.of(recipient), "absent.asc", "text.asc"))
        .isInstanceOfSatisfying(
            SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_PUBLIC_KEY))
        .hasMessageContaining("has this public key")
        .hasMessageContaining("absent.asc cannot be read")
        .hasMessageContaining("text.asc holds no public key");
    assertThat(gpg.calls)
        .containsExactly(List.of("gpg", "--batch", "--quiet", "--export", keys.fingerprint()));
  }

  @ParameterizedTest
  @CsvSource({"secret.asc", "secret.gpg", "both.asc", "both.gpg"})
  void takesNoSecretKeyForAPublicOne(String name) throws Exception {
    Files.write(folder.resolve("secret.gpg"), keys.secret());
    Files.write(folder.resolve("both.gpg"), concat(keys.publicKey().getEncoded(), keys.secret()));
    Files.write(
        folder.resolve("both.asc"),
        concat(PgpKeys.armored(keys.publicKey().getEncoded()), PgpKeys.armored(keys.secret())));
    gpg.exported = keys.publicKey().getEncoded();

    assertThatThrownBy(() -> seal(List.of(recipient), "public.asc", name))
        .isInstanceOfSatisfying(
            SealException.class,
            e ->
                assertThat(e.told().orElseThrow())
                    .satisfies(told -> assertThat(told.code()).isEqualTo(Code.SECRET_IN_CLEAR))
                    .satisfies(told -> assertThat(told.at()).hasToString(name)))
        .hasMessageContaining("holds a secret PGP key");
    assertThat(new PgpKeyKind().recipientOf(Files.readAllBytes(folder.resolve(name)))).isEmpty();
  }

  @Test
  void findsEachKeyOfAFileWithSeveralBlocks() throws Exception {
    PgpKeys others = new PgpKeys(0);
    others.subkey(PgpKeys.MADE);
    Files.write(
        folder.resolve("all.asc"),
        concat(
            PgpKeys.armored(others.publicKey().getEncoded()),
            PgpKeys.armored(keys.publicKey().getEncoded())));

    assertOpens(seal(List.of(recipient), "all.asc"));
    assertThat(gpg.calls).isEmpty();
  }

  @Test
  void opensThroughGpg() throws Exception {
    byte[] file = seal(List.of(recipient), "public.asc");
    gpg.calls.clear();
    assertThatThrownBy(() -> SopsFile.open(file, keyrings(Map.of())))
        .isInstanceOfSatisfying(
            SealException.class,
            e ->
                assertThat(e.missing().orElseThrow().notes())
                    .contains("`gpg --decrypt` ended with status 2: no secret key"));
    assertThat(gpg.calls).containsExactly(List.of("gpg", "--batch", "--quiet", "--decrypt"));
    gpg.decrypted = new byte[32];
    assertThatThrownBy(() -> SopsFile.open(file, keyrings(Map.of("SOPS_GPG_EXEC", "gpg2"))))
        .isInstanceOfSatisfying(
            SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TAMPERED));
    assertThat(gpg.calls.get(1)).startsWith("gpg2");
  }

  @Test
  void seesWhatIsNoMessageForOneKey() throws Exception {
    String file = new String(seal(List.of(recipient), "public.asc"), StandardCharsets.UTF_8);
    int body = file.indexOf("MESSAGE-----") + 30;
    String damaged = file.substring(0, body) + "AAAAAAAAAAAA" + file.substring(body + 12);
    assertThat(SopsFile.read(damaged.getBytes(StandardCharsets.UTF_8)).problems())
        .anyMatch(problem -> problem.contains("of sops.pgp is not"));
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789ABCDEF0123456789ABCDEF01234567, ''",
    "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF, ''",
    "0123456789abcdef0123456789abcdef01234567, upper case",
    "0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567, upper case",
    "89ABCDEF01234567, is a key ID",
    "01234567, is a key ID",
    "0123456789ABCDEF, is a key ID",
    "0123456789ABCDEF0123, not a whole fingerprint",
    "0x0123456789ABCDEF0123456789ABCDEF01234567, not a fingerprint",
    "alice@example.com, not a fingerprint",
    "'', not a whole fingerprint",
  })
  void takesFingerprintsAlone(String text, String problem) {
    if (problem.isEmpty()) {
      assertThat(new PgpKeyKind().problem(text)).isEmpty();
    } else {
      assertThat(new PgpKeyKind().problem(text).orElseThrow()).contains(problem);
    }
  }
}
