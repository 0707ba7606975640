package dev.meshgen.tree;

/** What a file of the tree means for the order of writing and for recovery. */
public enum Role {
  /** Random ciphertext, issued once: if it is lost, it cannot be computed again. */
  SEALED,
  /** Records what was sealed; written after the sealed files it names. */
  LOCK,
  /** A function of the spec and the locks: any later run computes it again. */
  PLAIN;

  /** The role a file on disk has by its name. */
  static Role of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.endsWith(".sops.yaml") && name.length() > ".sops.yaml".length()) {
      return SEALED;
    }
    return path.endsWith("/meshgen.lock") ? LOCK : PLAIN;
  }
}
