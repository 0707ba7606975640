package dev.meshgen.output;

import dev.meshgen.tree.Layout;

/** What no run removes of the root, whatever the tree it wants to write. */
enum RootGuard {
  /** The root key stays as it is, and neither it nor its lock goes away. */
  ROOT,

  /** For a command whose very purpose is to seal the key to others: it still cannot be deleted. */
  ROOT_RESEALED,

  /** For the end of a rotation, when the key of one root takes the place of another. */
  ROOT_REPLACED;

  /** Whether a file is left where it is even if the tree no longer holds it. */
  boolean undeletable(String path) {
    return path.equals(Layout.ROOT_LOCK) || this != ROOT_REPLACED && isKey(path);
  }

  private static boolean isKey(String path) {
    return path.equals(Layout.ROOT_KEY)
        || path.equals(Layout.ISSUING_KEY)
        || path.equals(Layout.NEXT_ROOT_KEY)
        || path.equals(Layout.NEXT_ISSUING_KEY);
  }

  /** Whether existing content is never replaced, not even to complete an interrupted run. */
  boolean unchangeable(String path) {
    return this == ROOT && (path.equals(Layout.ROOT_KEY) || path.equals(Layout.NEXT_ROOT_KEY));
  }
}
