package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.seal.SealException;

/** Wraps data keys with public keys, asking no service. */
public interface KeySealer {

  /** Whether it does so for a recipient of its kind that has no {@link SopsKeyKind#problem}. */
  boolean seals(String recipient, PublicKeyFiles files);

  /**
   * Encrypts a data key, or a share of one.
   *
   * @throws SealException if its public key is missing or not good for it
   */
  KeyEntry wrap(DataKey key, String recipient, Sealing sealing) throws SealException;
}
