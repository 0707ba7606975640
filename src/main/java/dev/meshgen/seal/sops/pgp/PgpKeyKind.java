package dev.meshgen.seal.sops.pgp;

import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.seal.sops.FirstRecipient;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.Keyring;
import dev.meshgen.seal.sops.LocalKeyKind;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.SealingContext;
import dev.meshgen.seal.sops.Surroundings;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** PGP: sealed with public keys from files or from gpg's keyring, opened by gpg. */
public final class PgpKeyKind implements LocalKeyKind {
  static final String ENVELOPE = "enc";
  static final String FINGERPRINT = "fp";

  private static final String CREATED = "created_at";
  private static final List<Integer> LENGTHS = List.of(40, 64);
  private static final List<Integer> ID_LENGTHS = List.of(8, 16);

  @Override
  public String name() {
    return "pgp";
  }

  @Override
  public Optional<String> setting() {
    return Optional.of("pgpKeys");
  }

  @Override
  public Optional<String> problem(String text) {
    String digits = text.replace(" ", "").toUpperCase(Locale.ROOT);
    if (text.contains("PRIVATE KEY BLOCK")) {
      return Optional.of(
          "is a private key, not a fingerprint; treat it as disclosed if this file was shared");
    }
    if (text.contains("PUBLIC KEY BLOCK")) {
      return Optional.of("is a public key: name its fingerprint, and its file in `pgpKeys`");
    }
    if (digits.startsWith("0X") || !digits.chars().allMatch(PgpKeyKind::isHex)) {
      return Optional.of("is not a fingerprint");
    }
    if (ID_LENGTHS.contains(digits.length())) {
      return Optional.of("is a key ID, which may not be unique");
    }
    if (!LENGTHS.contains(digits.length())) {
      return Optional.of("is not a whole fingerprint");
    }
    return text.equals(digits)
        ? Optional.empty()
        : Optional.of("must be upper case, without spaces");
  }

  private static boolean isHex(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
  }

  @Override
  public String expected() {
    return "the fingerprint that `gpg --list-keys` prints: 40 or 64 hexadecimal digits in upper case";
  }

  @Override
  public boolean isClassical(String text) {
    return true;
  }

  @Override
  public boolean isPublic(String text) {
    return text.length() <= 80 && !text.contains("KEY BLOCK");
  }

  @Override
  public IdentityWords identity() {
    return new IdentityWords("PGP secret key", "asc", "");
  }

  @Override
  public String another() {
    return "create another key with `gpg` and keep it outside of clusters and engines";
  }

  @Override
  public String recipientsVariable() {
    return "SOPS_PGP_FP";
  }

  @Override
  public List<String> fields() {
    return List.of(FINGERPRINT, CREATED, ENVELOPE);
  }

  @Override
  public Optional<FirstRecipient> first() {
    return Optional.of(
        new FirstRecipient(
            "--pgp",
            "FPR|FILE",
            "Seal the clusters' secrets for a PGP key: its fingerprint, or a file with the public"
                + " key, which is copied beside the spec.",
            ""));
  }

  @Override
  public Optional<String> recipientOf(byte[] publicKey) {
    return PgpPublicKeys.only(publicKey);
  }

  @Override
  public String recipient(KeyEntry entry) {
    return entry.field(FINGERPRINT);
  }

  @Override
  public KeyEntry wrap(DataKey key, String recipient, Sealing sealing) throws SealException {
    SealingContext context = sealing.context();
    PgpCertificate certificate =
        context.once(PgpPublicKeys.class, () -> new PgpPublicKeys(context)).get(recipient);
    return new KeyEntry(
        Map.of(
            FINGERPRINT,
            recipient,
            CREATED,
            sealing.at().truncatedTo(ChronoUnit.SECONDS).toString(),
            ENVELOPE,
            PgpMessage.seal(key, certificate.encryptionKey(sealing.at()), sealing.random())));
  }

  @Override
  public Optional<String> flaw(KeyEntry entry) {
    return PgpMessage.flaw(entry.field(ENVELOPE));
  }

  @Override
  public Keyring keyring(Surroundings surroundings) {
    return new PgpKeyring(surroundings);
  }

  @Override
  public String keyExpected() {
    return "the secret PGP key, in the keyring of `gpg` or in a file";
  }

  @Override
  public String keyHint() {
    return "import it with `gpg --import`, or set " + PgpKeyring.KEY_FILE + " to the exported key";
  }
}
