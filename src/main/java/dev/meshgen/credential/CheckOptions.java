package dev.meshgen.credential;

import java.time.Instant;
import java.util.Objects;

/**
 * How a credential is checked.
 *
 * @param allowExpiring whether a token that expires is accepted, with a warning
 * @param overruling whether to warn where the spec wins over the credential
 * @param now against which expiry is measured
 */
public record CheckOptions(boolean allowExpiring, boolean overruling, Instant now) {

  public CheckOptions {
    Objects.requireNonNull(now);
  }

  /** For a credential that somebody hands over. */
  public static CheckOptions adding(boolean allowExpiring, Instant now) {
    return new CheckOptions(allowExpiring, true, now);
  }

  /**
   * For one that was accepted before and is written again, because the spec changed: whether it may
   * expire was decided then, and its address and CA are the spec's of that time.
   */
  public static CheckOptions refiling(Instant now) {
    return new CheckOptions(true, false, now);
  }
}
