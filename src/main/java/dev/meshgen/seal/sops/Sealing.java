package dev.meshgen.seal.sops;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * An occasion on which files are sealed.
 *
 * @param at cut off to seconds where a file states it
 * @param random for data keys and what wraps them
 */
public record Sealing(Instant at, SecureRandom random) {}
