package dev.meshgen.plan;

/** Who holds the key that signs the intermediates of clusters. */
public enum KeyHolder {
  /** The tree: a root that meshgen minted. */
  MINTED,
  /** The tree, if somebody imported it: a root, or an authority below one. */
  IMPORTED,
  /** A server that answers while a run lasts. */
  SERVER,
  /** Somebody who answers at another time: requests go out, certificates come in. */
  CEREMONY,
  /** What runs in the clusters: no key of theirs is in the tree. */
  CLUSTER;

  /**
   * Whether the root of a tree that holds keys was made elsewhere. Then its certificate and the
   * facts of it are in the tree, whether its key is or not, and chains may have several authorities
   * between it and an intermediate.
   */
  public boolean isElsewhere() {
    return this == IMPORTED || this == SERVER || this == CEREMONY;
  }

  /** Whether somebody is asked for each certificate, and the tree needs no key that signs. */
  public boolean isAsked() {
    return this == SERVER || this == CEREMONY;
  }

  /** Whether a render may end without the {@code cacerts} of a cluster that needs them. */
  public boolean mayBeMissing() {
    return this == IMPORTED || this == CEREMONY;
  }
}
