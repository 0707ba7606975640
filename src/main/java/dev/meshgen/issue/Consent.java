package dev.meshgen.issue;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a run would refuse without the user's consent on the command line.
 *
 * @param removed clusters that may go from the tree although they were not detached
 * @param revoked clusters whose token may end before the others have another one
 * @param strangers whether a root may be minted for recipients whose identity is not at hand
 */
public record Consent(SortedSet<String> removed, SortedSet<String> revoked, boolean strangers) {
  /** To nothing. */
  public static final Consent NONE = new Consent(Set.of(), false);

  public Consent {
    removed = Collections.unmodifiableSortedSet(new TreeSet<>(removed));
    revoked = Collections.unmodifiableSortedSet(new TreeSet<>(revoked));
  }

  /** The same, of a set in any order. */
  public Consent(Set<String> removed, boolean strangers) {
    this(new TreeSet<>(removed), new TreeSet<>(), strangers);
  }

  /** To tokens that end at once. */
  public static Consent revoking(Set<String> clusters) {
    return new Consent(new TreeSet<>(), new TreeSet<>(clusters), false);
  }
}
