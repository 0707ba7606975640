package dev.meshgen.seal.sops;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * An occasion on which files are sealed.
 *
 * @param at cut off to seconds where a file states it
 * @param random for data keys and what wraps them
 * @param context what the kinds of keys may ask for
 */
public record Sealing(Instant at, SecureRandom random, SealingContext context) {

  /** For kinds that ask for nothing. */
  public Sealing(Instant at, SecureRandom random) {
    this(at, random, SealingContext.NONE);
  }
}
