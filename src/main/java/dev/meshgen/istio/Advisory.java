package dev.meshgen.istio;

import java.util.OptionalInt;

/**
 * Something known to go wrong with some patches of a minor when they run a multicluster mesh.
 *
 * @param firstPatch the first patch that is affected
 * @param lastPatch the last; {@link Integer#MAX_VALUE} when no patch of the minor is free of it
 * @param severity how much it hurts
 * @param summary what goes wrong, for people; lower case, no period
 * @param fixedIn the first patch of the minor without it
 * @param concerns whose clusters it hurts
 * @param upstream where Istio tracks it, such as {@code istio/istio#1}; may be empty
 */
public record Advisory(
    int firstPatch,
    int lastPatch,
    Severity severity,
    String summary,
    OptionalInt fixedIn,
    Applicability concerns,
    String upstream) {

  /** How much a known problem hurts. */
  public enum Severity {
    /** Traffic between clusters fails, and does not heal by itself. */
    HIGH,
    /** It hurts, but heals by itself or needs an unusual sequence of events. */
    MEDIUM,
    /** Worth knowing. */
    LOW
  }

  public boolean affects(int patch) {
    return firstPatch <= patch && patch <= lastPatch;
  }
}
