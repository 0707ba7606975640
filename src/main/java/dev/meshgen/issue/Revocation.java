package dev.meshgen.issue;

import dev.meshgen.pki.RevocationList;
import java.util.List;
import java.util.Set;

/**
 * What a run revokes.
 *
 * @param clusters whose intermediate is revoked and replaced
 * @param lists of authorities whose key is elsewhere
 */
public record Revocation(Set<String> clusters, List<RevocationList> lists) {
  /** Nothing. */
  public static final Revocation NONE = new Revocation(Set.of(), List.of());

  public Revocation {
    clusters = Set.copyOf(clusters);
    lists = List.copyOf(lists);
  }

  boolean isEmpty() {
    return clusters.isEmpty() && lists.isEmpty();
  }
}
