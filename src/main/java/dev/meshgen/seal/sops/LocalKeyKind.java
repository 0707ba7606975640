package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import java.security.SecureRandom;
import java.util.Optional;

/** A kind whose public keys always seal, and whose private ones the user has at hand. */
public interface LocalKeyKind extends SopsKeyKind, KeySealer {

  @Override
  default boolean seals(String recipient, PublicKeyFiles files) {
    return true;
  }

  /** The keys that the user has at hand. Looks for none before it is asked to open something. */
  Keyring keyring(Surroundings surroundings);

  /** A new key; empty if this code makes none. The caller closes it. */
  default Optional<NewIdentity> generate(SecureRandom random) {
    return Optional.empty();
  }
}
