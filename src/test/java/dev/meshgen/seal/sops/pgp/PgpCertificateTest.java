package dev.meshgen.seal.sops.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.junit.jupiter.api.Test;

/** Which subkey is encrypted for. */
class PgpCertificateTest {
  private static final Instant NOW = Instant.parse("2026-05-04T10:11:12Z");
  private static final Instant LATER = PgpKeys.MADE.plusSeconds(86_400);
  private static final int ENCRYPTS = KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE;

  private static long chosen(PGPPublicKeyRing ring) throws SealException {
    return new PgpCertificate(ring).encryptionKey(NOW).getKeyID();
  }

  private static void assertBad(PGPPublicKeyRing ring, String message) {
    assertThatThrownBy(() -> chosen(ring))
        .isInstanceOfSatisfying(
            SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_PUBLIC_KEY))
        .hasMessageContaining(message);
  }

  @Test
  void isTheNewestThatIsGood() throws Exception {
    PgpKeys keys = new PgpKeys(0);
    long old = keys.subkey(PgpKeys.MADE);
    long good = keys.subkey(LATER, KeyFlags.ENCRYPT_STORAGE, 0);
    keys.subkey(LATER.plusSeconds(1), KeyFlags.SIGN_DATA, 0);
    keys.subkey(LATER.plusSeconds(2), ENCRYPTS, 60);
    keys.subkey(NOW.plusSeconds(1), ENCRYPTS, 0);
    long revoked = keys.subkey(LATER.plusSeconds(3));
    PGPPublicKeyRing ring = keys.revoke(revoked, LATER.plusSeconds(4)).publicKey();
    assertThat(chosen(ring)).isEqualTo(good).isNotEqualTo(old);
  }

  @Test
  void isOneWithoutAnyFlags() throws Exception {
    PgpKeys keys = new PgpKeys(0);
    long subkey = keys.subkey(LATER, 0, 0);
    assertThat(chosen(keys.publicKey())).isEqualTo(subkey);
  }

  /** A key server, or whoever edits the file, may add a subkey; only the owner signs it. */
  @Test
  void isNeverOneThatTheOwnerDidNotSign() throws Exception {
    PgpKeys keys = new PgpKeys(0);
    long own = keys.subkey(PgpKeys.MADE);
    PgpKeys others = new PgpKeys(0);
    long foreign = others.subkey(LATER);
    PGPPublicKey stranger = others.publicKey().getPublicKey(foreign);
    List<PGPPublicKey> all = new ArrayList<>();
    keys.publicKey().getPublicKeys().forEachRemaining(all::add);
    all.add(stranger);
    assertThat(chosen(new PGPPublicKeyRing(all))).isEqualTo(own);
    all.remove(1);
    assertBad(new PGPPublicKeyRing(all), "not signed by its owner");
  }

  @Test
  void isNoneOfAKeyThatIsNotGood() throws Exception {
    PgpKeys expired = new PgpKeys(60);
    expired.subkey(PgpKeys.MADE);
    assertBad(expired.publicKey(), "the key has expired");
    PgpKeys revoked = new PgpKeys(0);
    revoked.subkey(PgpKeys.MADE);
    revoked.publicKey();
    assertBad(revoked.revoke(revoked.id(), LATER).publicKey(), "the key was revoked");
    assertBad(new PgpKeys(0).publicKey(), "no encryption subkey");
    PgpKeys old = new PgpKeys(0);
    old.subkey(PgpKeys.MADE, ENCRYPTS, 60);
    assertBad(old.publicKey(), "every encryption subkey has expired");
  }

  @Test
  void isNoneBeforeTheKeyWasMade() throws Exception {
    PgpKeys keys = new PgpKeys(0);
    keys.subkey(PgpKeys.MADE);
    PgpCertificate certificate = new PgpCertificate(keys.publicKey());
    assertThatThrownBy(() -> certificate.encryptionKey(PgpKeys.MADE.minusSeconds(1)))
        .hasMessageContaining("in the future, by this machine's clock");
  }

  @Test
  void isFoundByThatOfThePrimaryKey() throws Exception {
    PgpKeys keys = new PgpKeys(0);
    keys.subkey(PgpKeys.MADE);
    assertThat(new PgpCertificate(keys.publicKey()).fingerprint())
        .isEqualTo(keys.fingerprint())
        .hasSize(40);
  }
}
