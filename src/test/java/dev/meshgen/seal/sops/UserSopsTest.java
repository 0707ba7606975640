package dev.meshgen.seal.sops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.age.AgeIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealing and opening with the user's own sops, which is played here. */
class UserSopsTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";
  private static final Recipient KMS =
      new Recipient("kms", ARN + " context.mesh=retail profile=p role=arn:aws:iam::1:role/r");

  private final SecureRandom random = new SecureRandom();
  private final FakeSops sops = new FakeSops();
  private final AgeIdentity identity = AgeIdentity.generate(random);
  private final Keyrings keys = sops.keys(Map.of("AWS_PROFILE", "x", "SOPS_AGE_RECIPIENTS", "y"));
  private final Sealing sealing = new Sealing(NOW, random, keys.context(PublicKeyFiles.NONE));

  private byte[] seal(Recipient... recipients) throws SealException {
    return SopsFile.seal(Manifests.cacerts(), List.of(recipients), sealing, "# generated");
  }

  private static void assertHolds(byte[] file, Keyrings keys) throws SealException {
    try (SecretManifest opened = SopsFile.open(file, keys)) {
      assertThat(Manifests.flat(opened)).isEqualTo(Manifests.flat(Manifests.cacerts()));
    }
  }

  private static void assertFails(ThrowingCallable call, Reason reason, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SealException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void sealsForAServiceAndForOthersAtOnce() throws Exception {
    byte[] file = seal(KMS, identity.recipient());
    SopsFile read = SopsFile.read(file);
    assertThat(read.recipients()).containsExactly(identity.recipient(), KMS);
    assertThat(read.problems()).isEmpty();
    assertThat(SopsReaders.of(file).others()).isEmpty();
    assertHolds(file, Held.by(identity));
    assertHolds(file, keys);
  }

  /** What is sealed never leaves the process; nothing is left behind. */
  @Test
  void showsSopsRecipientsAndNothingElse() throws Exception {
    seal(KMS, identity.recipient());
    assertThat(sops.calls).hasSize(2);
    ProgramCall call = sops.calls.get(1);
    assertThat(new String(call.input(), StandardCharsets.UTF_8)).doesNotContain("SECRETSECRET");
    assertThat(String.join(" ", call.command())).doesNotContain("SECRET");
    assertThat(call.environment())
        .containsEntry("AWS_PROFILE", "x")
        .doesNotContainKey("SOPS_AGE_RECIPIENTS");
    assertThat(Files.exists(Path.of(call.command().get(2)))).isFalse();
  }

  @Test
  void sharesAKeyAmongGroupsOfEveryKind() throws Exception {
    AgeIdentity other = AgeIdentity.generate(random);
    byte[] file =
        seal(
            KMS.of(FakeSops.share(1)),
            identity.recipient().of(FakeSops.share(2)),
            other.recipient().of(FakeSops.share(3)));
    assertThat(SopsFile.read(file).problems()).isEmpty();
    assertThat(SopsFile.read(file).recipients())
        .containsExactly(
            KMS.of(FakeSops.share(1)),
            identity.recipient().of(FakeSops.share(2)),
            other.recipient().of(FakeSops.share(3)));
    assertHolds(file, Held.by(identity, other));
    assertFails(
        () -> SopsFile.open(file, Held.by(identity)), Reason.NO_IDENTITY, "no matching identity");
  }

  @Test
  void keepsWhatTheServiceWrappedWhenAReaderIsAdded() throws Exception {
    String before = new String(seal(KMS), StandardCharsets.UTF_8);
    sops.calls.clear();
    byte[] both = seal(KMS, identity.recipient());
    AgeIdentity third = AgeIdentity.generate(random);
    sops.calls.clear();
    byte[] after =
        SopsFile.reseal(
            both,
            Held.by(identity),
            List.of(KMS, identity.recipient(), third.recipient()),
            sealing);
    assertThat(sops.calls).isEmpty();
    assertThat(kms(new String(after, StandardCharsets.UTF_8)))
        .isEqualTo(kms(new String(both, StandardCharsets.UTF_8)));
    assertHolds(after, Held.by(third));
    assertThat(kms(before)).isNotEqualTo(kms(new String(both, StandardCharsets.UTF_8)));
  }

  private static String kms(String file) {
    return file.substring(file.indexOf("    kms:"), file.indexOf("    lastmodified:"));
  }

  @Test
  void resealsWhatOnlySopsOpens() throws Exception {
    byte[] file = seal(KMS);
    byte[] after = SopsFile.reseal(file, keys, List.of(KMS, identity.recipient()), sealing);
    assertHolds(after, Held.by(identity));
    assertThat(new String(after, StandardCharsets.UTF_8)).startsWith("# generated\n");
  }

  @Test
  void isNotAskedWhereNoCommandMayRun() throws Exception {
    byte[] file = seal(KMS);
    sops.calls.clear();
    Keyrings none = Keyrings.in(new Surroundings(Map.of(), "Linux", sops).withoutCommands());
    assertThat(none.mayOpen(List.of(KMS))).isFalse();
    assertThat(keys.mayOpen(List.of(KMS))).isTrue();
    assertFails(() -> SopsFile.open(file, none), Reason.NO_IDENTITY, "`sops` does not open it");
    assertThat(sops.calls).isEmpty();
  }

  @Test
  void saysThatItIsMissing() {
    Sealing without = new Sealing(NOW, random);
    assertFails(
        () -> SopsFile.tryRecipients(List.of(KMS), without), Reason.NO_PROGRAM, "not on the PATH");
  }

  @ParameterizedTest
  @CsvSource({
    "sops 3.9.4 (latest), is 3.9.4",
    "sops 2.0.0, is 2.0.0",
    "sops: command not found, its version",
    "sops 3, its version",
    "'', its version",
  })
  void saysThatItIsTooOld(String version, String message) {
    sops.version = version;
    assertFails(() -> seal(KMS), Reason.OLD_PROGRAM, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sops 3.10.0", "sops 3.10.0-rc.1", "sops 4.0.1\nmore", "sops 3.100.2 x"})
  void takesEveryNewerOne(String version) throws Exception {
    sops.version = version;
    assertHolds(seal(KMS, identity.recipient()), Held.by(identity));
  }

  @Test
  void repeatsWhatItComplainedWithoutSecrets() {
    sops.status = 1;
    sops.errors =
        "AccessDenied:\n  no kms:Encrypt\u001b[0m glpat-abcdefghij0123456789\n" + "x".repeat(1900);
    assertThatThrownBy(() -> seal(KMS))
        .hasMessageContaining("ended with status 1: AccessDenied: no kms:Encrypt")
        .message()
        .doesNotContain("glpat-abcdefghij", "\u001b")
        .hasSizeLessThan(1300);
  }

  /** As sops 3.13 lays it out. */
  @Test
  void makesOneLineOfAList() {
    sops.status = 128;
    sops.errors =
        """
        Failed to get the data key.

        Group 0: FAILED
          arn:x: FAILED
            - | denied by
              | policy - p

        Recovery failed because no master key was able to decrypt the file.
        """;
    assertThatThrownBy(() -> seal(KMS))
        .hasMessageEndingWith(
            "status 128: Failed to get the data key. Group 0: FAILED arn:x: FAILED denied by policy"
                + " p");
  }

  @ParameterizedTest
  @CsvSource({
    "1234abcd, 9999ffff, it is not for kms:" + ARN,
    "mesh: retail, mesh: other, it is not for kms:" + ARN,
    "created_at: \"2026-05-04, created_at: \"never, no RFC 3339 time",
    "apiVersion: v1, apiVersion: v2, its MAC does not match",
    "sops:, sop:, never sealed",
  })
  void believesNothingItDoesNotVerify(String part, String instead, String message) {
    sops.output = text -> text.replace(part, instead);
    assertFails(() -> seal(KMS), Reason.UNEXPECTED, message);
  }

  @Test
  void believesNoFurtherRecipient() {
    sops.output =
        text ->
            text.replace(
                "    lastmodified:", "    key_groups:\n        - age: []\n    lastmodified:");
    assertFails(() -> seal(KMS), Reason.UNEXPECTED, "it also has other recipients");
  }

  @ParameterizedTest
  @CsvSource({
    "name: cacerts, name: other",
    "unicode:, unicod:",
    "Rööt, Root",
    "kind: Secret, kind: [Secret]",
    "type: Opaque, 'type:'",
  })
  void opensNothingThatIsNotTheFile(String part, String instead) throws Exception {
    byte[] file = seal(KMS);
    sops.output = text -> text.replace(part, instead);
    assertFails(
        () -> SopsFile.open(file, keys), Reason.UNEXPECTED, "does not match the sealed file");
  }

  @ParameterizedTest
  @CsvSource({"51, TAMPERED", "23, TAMPERED", "128, NO_IDENTITY", "1, NO_IDENTITY"})
  void tellsAChangedFileFromOneThatItMayNotOpen(int status, Reason reason) throws Exception {
    byte[] file = seal(KMS);
    sops.status = status;
    assertFails(() -> SopsFile.open(file, keys), reason, "");
  }
}
