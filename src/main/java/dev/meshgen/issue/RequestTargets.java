package dev.meshgen.issue;

import java.util.Set;

/**
 * What a run does about requests for certificates.
 *
 * @param ask clusters for which a key and a request are made
 * @param missing whether those are left out that have their certificate
 * @param again whether a key that waits for its certificate is replaced
 * @param withdraw clusters whose request is dropped, with its key
 */
public record RequestTargets(
    Set<String> ask, boolean missing, boolean again, Set<String> withdraw) {
  /** Nothing. */
  static final RequestTargets NONE = new RequestTargets(Set.of(), false, false, Set.of());

  public RequestTargets {
    ask = Set.copyOf(ask);
    withdraw = Set.copyOf(withdraw);
  }

  /** Requests for these clusters, that have no open one. */
  public static RequestTargets of(Set<String> clusters) {
    return new RequestTargets(clusters, false, false, Set.of());
  }

  boolean isEmpty() {
    return ask.isEmpty() && withdraw.isEmpty();
  }
}
