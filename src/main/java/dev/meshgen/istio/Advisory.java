package dev.meshgen.istio;

import java.util.OptionalInt;

/**
 * A known defect of some patches of a minor in a multicluster mesh.
 *
 * @param firstPatch the first patch that is affected
 * @param lastPatch the last; {@link Integer#MAX_VALUE} if no patch of the minor fixes it
 * @param severity how bad it is
 * @param summary what goes wrong, in words; lower case, no period
 * @param fixedIn the first patch of the minor without it
 * @param concerns which clusters are affected
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

  /** How bad a known defect is. */
  public enum Severity {
    /** Traffic between clusters fails, and does not heal by itself. */
    HIGH,
    /** It does harm, but heals by itself or needs an unusual sequence of events. */
    MEDIUM,
    /** Worth knowing. */
    LOW
  }

  public boolean affects(int patch) {
    return firstPatch <= patch && patch <= lastPatch;
  }
}
