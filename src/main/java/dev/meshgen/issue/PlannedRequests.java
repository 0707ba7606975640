package dev.meshgen.issue;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a step from one root to another does about certificates that somebody signs at another time.
 *
 * @param ask clusters whose next certificate is to lead to the other root; they keep what they have
 *     until it comes
 * @param withdraw clusters whose open request would lead them back to the root that they left
 */
record PlannedRequests(SortedSet<String> ask, SortedSet<String> withdraw) {
  /** Where no one is asked. */
  static final PlannedRequests NONE = new PlannedRequests(new TreeSet<>(), new TreeSet<>());

  PlannedRequests {
    ask = Collections.unmodifiableSortedSet(new TreeSet<>(ask));
    withdraw = Collections.unmodifiableSortedSet(new TreeSet<>(withdraw));
  }
}
