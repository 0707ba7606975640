package dev.meshgen.output;

import dev.meshgen.tree.Layout;
import java.util.function.Predicate;

/**
 * Which files no run may take away, whatever the tree it wants to write.
 *
 * @param undeletable paths that are left where they are even if the tree no longer holds them
 * @param unchangeable paths whose existing content is never replaced, not even when an interrupted
 *     run is completed
 */
public record Guard(Predicate<String> undeletable, Predicate<String> unchangeable) {
  /** The root key stays as it is, and neither it nor its lock goes away. */
  public static final Guard ROOT =
      new Guard(
          path -> path.equals(Layout.ROOT_KEY) || path.equals(Layout.ROOT_LOCK),
          Layout.ROOT_KEY::equals);

  /** For a command whose very purpose is to replace the root key: it still cannot be deleted. */
  public Guard allowingChanges() {
    return new Guard(undeletable, path -> false);
  }
}
