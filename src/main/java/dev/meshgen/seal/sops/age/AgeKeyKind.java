package dev.meshgen.seal.sops.age;

import dev.meshgen.recipient.IdentityWords;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.sops.ByteCursor;
import dev.meshgen.seal.sops.DataKey;
import dev.meshgen.seal.sops.KeyEntry;
import dev.meshgen.seal.sops.Keyring;
import dev.meshgen.seal.sops.LocalKeyKind;
import dev.meshgen.seal.sops.NewIdentity;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.seal.sops.Surroundings;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** age: a public key seals, a private identity opens, and no service is asked. */
public final class AgeKeyKind implements LocalKeyKind {
  static final String RECIPIENT = "recipient";
  static final String ENVELOPE = "enc";

  /** The variable that names a file of identities. */
  static final String KEY_FILE = "SOPS_AGE_KEY_FILE";

  @Override
  public String name() {
    return AgeRecipient.KIND;
  }

  @Override
  public Optional<String> problem(String text) {
    return AgeRecipient.problem(text);
  }

  @Override
  public String expected() {
    return "a public key that `age-keygen` prints: age1 and 58 more characters, or one of SSH";
  }

  @Override
  public boolean isPostQuantum(String text) {
    return AgeRecipient.isHybrid(text);
  }

  @Override
  public boolean isClassical(String text) {
    return !AgeRecipient.isHybrid(text);
  }

  @Override
  public boolean isPublic(String text) {
    return text.startsWith("age1") || text.startsWith("ssh-");
  }

  @Override
  public IdentityWords identity() {
    return new IdentityWords("age identity", "agekey", KEY_FILE);
  }

  @Override
  public String another() {
    return "create another identity with `age-keygen` and keep it outside of clusters and engines";
  }

  @Override
  public String recipientsVariable() {
    return "SOPS_AGE_RECIPIENTS";
  }

  @Override
  public List<String> fields() {
    return List.of(RECIPIENT, ENVELOPE);
  }

  @Override
  public String recipient(KeyEntry entry) {
    return entry.field(RECIPIENT);
  }

  /**
   * Some of it is drawn by the library: the file differs with every call, whatever the random
   * source.
   */
  @Override
  public KeyEntry wrap(DataKey key, String recipient, Sealing sealing) {
    return new KeyEntry(
        Map.of(RECIPIENT, recipient, ENVELOPE, AgeEnvelope.wrap(key, recipient, sealing.random())));
  }

  @Override
  public Optional<String> flaw(KeyEntry entry) {
    String recipient = recipient(entry);
    return AgeStructure.flaw(
        entry.field(ENVELOPE),
        AgeRecipient.isSsh(recipient) && AgeRecipient.problem(recipient).isEmpty()
            ? Optional.of(AgeRecipient.sshKey(recipient))
            : Optional.empty());
  }

  @Override
  public Keyring keyring(Surroundings surroundings) {
    return new AgeKeyring(surroundings);
  }

  @Override
  public String keyExpected() {
    return "an age identity where sops looks for one";
  }

  @Override
  public String keyHint() {
    return "set " + KEY_FILE + " to its file";
  }

  @Override
  public boolean skim(ByteCursor cursor, List<Recipient> recipients) {
    return AgeSkim.skim(cursor, recipients);
  }

  @Override
  public Optional<NewIdentity> generate(SecureRandom random) {
    return Optional.of(AgeIdentity.generate(random));
  }
}
