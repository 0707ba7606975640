package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;

/**
 * The service of a kind of keys, where this process asks it itself instead of the user's sops. Safe
 * for use by several threads. Closing ends what it was logged in with.
 */
public interface AskedService extends Keyring, AutoCloseable {

  /** Whether it wraps for a recipient of its kind. */
  boolean serves(String recipient);

  /**
   * Has a data key, or a share of one, encrypted.
   *
   * @throws SealException with what a user is told, if the service does not
   */
  KeyEntry wrap(DataKey key, String recipient, Sealing sealing) throws SealException;

  @Override
  void close();
}
