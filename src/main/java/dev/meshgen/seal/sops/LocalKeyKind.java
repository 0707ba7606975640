package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import java.security.SecureRandom;
import java.util.Optional;

/** A kind whose public keys seal without asking any service. */
public interface LocalKeyKind extends SopsKeyKind {

  /**
   * Encrypts a data key, or a share of one, for a recipient that has no {@link #problem}.
   *
   * @throws SealException if its public key is missing or not good for it
   */
  KeyEntry wrap(DataKey key, String recipient, Sealing sealing) throws SealException;

  /** The keys that the user has at hand. Looks for none before it is asked to open something. */
  Keyring keyring(Surroundings surroundings);

  /** A new key; empty if this code makes none. The caller closes it. */
  default Optional<NewIdentity> generate(SecureRandom random) {
    return Optional.empty();
  }
}
