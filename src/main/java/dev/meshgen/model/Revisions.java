package dev.meshgen.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The revisions of a cluster's control planes.
 *
 * @param main revision of the control plane of the cluster's version; empty while that is upgraded
 *     in place
 * @param canary a second control plane beside it
 * @param tags names for revisions, which namespaces select instead of them
 */
public record Revisions(
    Optional<String> main, Optional<Canary> canary, SortedMap<String, String> tags) {

  /** A second control plane as written; what is missing is empty. */
  public record Canary(String version, String revision) {
    public boolean isComplete() {
      return !version.isEmpty() && !revision.isEmpty();
    }
  }

  public Revisions {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /** Whether there is anything but the one control plane without a revision. */
  public boolean isUsed() {
    return main.isPresent() || canary.isPresent();
  }

  /**
   * Whether a revision is being introduced: a canary serves what asks for no revision, beside the
   * control plane without one.
   */
  public boolean isIntroducing() {
    return main.isEmpty()
        && canary.filter(each -> each.revision().equals(tags.get(Revision.DEFAULT))).isPresent();
  }

  /** The control planes, the canary last. */
  List<Revision> of(String version) {
    List<Revision> revisions = new ArrayList<>(2);
    revisions.add(new Revision(main.orElse(""), version));
    if (canary.isPresent() && canary.get().isComplete()) {
      revisions.add(new Revision(canary.get().revision(), canary.get().version()));
    }
    return revisions;
  }

  /** What {@code default} refers to: the tag of that name, or else the main control plane. */
  String defaultId() {
    String tagged = tags.get(Revision.DEFAULT);
    return tagged == null ? main.orElse(Revision.DEFAULT) : tagged;
  }
}
