package dev.meshgen.lock;

import java.time.Instant;
import java.util.Objects;

/**
 * An intermediate that was revoked.
 *
 * @param cluster whose it was
 * @param serial as lower-case hex
 * @param until when it would have ended anyway; whole seconds
 */
public record LockedRevocation(String cluster, String serial, Instant until) {
  public LockedRevocation {
    Objects.requireNonNull(cluster);
    Objects.requireNonNull(serial);
    LockConstraints.wholeSeconds(until);
  }
}
