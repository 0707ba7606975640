package dev.meshgen.output;

import java.util.function.Predicate;

/**
 * Which files no run may take away, whatever the tree it wants to write.
 *
 * @param undeletable paths that are left where they are even if the tree no longer holds them
 * @param unchangeable paths whose existing content is never replaced, not even when an interrupted
 *     run is completed
 */
public record Guard(Predicate<String> undeletable, Predicate<String> unchangeable) {
  /** Where the sealed root key lies. */
  public static final String ROOT_KEY = "trust/root-ca.sops.yaml";

  /** Where the lock of the root lies. */
  public static final String ROOT_LOCK = "trust/meshgen.lock";

  /** Where the root's certificate lies for everybody to read. */
  public static final String ROOT_CERTIFICATE = "trust/root-cert.pem";

  /** The root key stays as it is, and neither it nor its lock goes away. */
  public static final Guard ROOT =
      new Guard(path -> path.equals(ROOT_KEY) || path.equals(ROOT_LOCK), ROOT_KEY::equals);

  /** For a command whose very purpose is to replace the root key: it still cannot be deleted. */
  public Guard allowingChanges() {
    return new Guard(undeletable, path -> false);
  }
}
