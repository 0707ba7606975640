package dev.meshgen.credential;

import java.time.Instant;
import java.util.Objects;

/**
 * How a credential is checked.
 *
 * @param allowExpiring whether a token that expires is accepted, with a warning
 * @param filedBefore whether it was accepted before: then no one handed over what the spec
 *     overrules
 * @param now against which expiry is measured
 */
public record CheckOptions(boolean allowExpiring, boolean filedBefore, Instant now) {

  public CheckOptions {
    Objects.requireNonNull(now);
  }

  /** For a credential that somebody hands over. */
  public static CheckOptions adding(boolean allowExpiring, Instant now) {
    return new CheckOptions(allowExpiring, false, now);
  }

  /**
   * For one that was accepted before and is written again, because the spec changed: whether it may
   * expire was decided then, and its address and CA are the spec's of that time.
   */
  public static CheckOptions refiling(Instant now) {
    return new CheckOptions(true, true, now);
  }
}
