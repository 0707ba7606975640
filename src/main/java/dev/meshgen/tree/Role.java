package dev.meshgen.tree;

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
  PLAIN
}
