package dev.meshgen.diff;

import dev.meshgen.diagnostic.AcknowledgedReason;
import java.util.Optional;

/**
 * What a rule says of a change.
 *
 * @param object in words that the clusters of the change share
 * @param field that made the rule apply, in such words; empty for the whole object
 * @param place where that is in the first of the clusters
 * @param acknowledged who reads the change knows of it already
 */
public record Finding(
    ChangeRule rule,
    ObjectId object,
    String field,
    Place place,
    Optional<AcknowledgedReason> acknowledged) {

  /** One that is not acknowledged. */
  Finding(ChangeRule rule, ObjectId object, String field, Place place) {
    this(rule, object, field, place, Optional.empty());
  }

  Finding acknowledging(AcknowledgedReason why) {
    return new Finding(rule, object, field, place, Optional.of(why));
  }

  /** Whether it counts: the spec does not accept it. */
  public boolean isOpen() {
    return acknowledged.isEmpty();
  }
}
