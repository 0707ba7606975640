package dev.meshgen.seal.sops;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * An occasion on which files are sealed.
 *
 * @param at cut off to seconds where a file states it
 * @param random for data keys and what wraps them
 * @param helpers for the kinds of keys that need any
 */
public record Sealing(Instant at, SecureRandom random, Helpers helpers) {

  /** One without helpers. */
  public Sealing(Instant at, SecureRandom random) {
    this(at, random, Helpers.NONE);
  }
}
