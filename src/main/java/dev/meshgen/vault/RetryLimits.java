package dev.meshgen.vault;

import java.time.Duration;

/**
 * How long a client tries.
 *
 * @param request for one request
 * @param total for a request and all that repeat it
 * @param tries at most
 * @param first time before the second try; it doubles from one to the next
 * @param most time between two tries
 */
record RetryLimits(Duration request, Duration total, int tries, Duration first, Duration most) {
  /** A server that restarts, or elects another leader, is back within that. */
  static final RetryLimits USUAL =
      new RetryLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          6,
          Duration.ofMillis(250),
          Duration.ofSeconds(8));

  /**
   * Time to wait after a try that failed.
   *
   * @param failed how many did, at least 1
   * @param spread from 0 to 1: half of the time is fixed, half is random
   */
  Duration before(int failed, double spread) {
    Duration whole = first.multipliedBy(1L << Math.min(failed - 1, 16));
    Duration bounded = whole.compareTo(most) > 0 ? most : whole;
    return Duration.ofMillis(Math.round(bounded.toMillis() * (0.5 + spread / 2)));
  }
}
