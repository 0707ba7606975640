package dev.meshgen.tree;

import dev.meshgen.output.Guard;

/** What a file of the tree means for the order of writing and for recovery. */
public enum Role {
  /** Random ciphertext, issued once: if it is lost, it cannot be computed again. */
  SEALED,
  /**
   * Says what was sealed, and only the key that is sealed could say it again: a lock, the root's
   * certificate. Written after the sealed files.
   */
  LOCK,
  /** A function of the spec, the locks and the root's certificate: any later run computes it. */
  PLAIN;

  /** The role a file on disk has by its name. */
  public static Role of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.endsWith(".sops.yaml") && name.length() > ".sops.yaml".length()) {
      return SEALED;
    }
    return path.endsWith("/meshgen.lock") || path.equals(Guard.ROOT_CERTIFICATE) ? LOCK : PLAIN;
  }
}
