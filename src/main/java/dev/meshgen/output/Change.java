package dev.meshgen.output;

import dev.meshgen.tree.Role;
import java.util.Objects;

/**
 * One file that differs between the folder and the tree that is wanted.
 *
 * @param path relative to the output folder, '/'-separated
 * @param bytes the new content; empty for a removal; not copied
 * @param before SHA-256 of what is on disk, for sealed files and locks; otherwise empty
 */
public record Change(Kind kind, String path, Role role, byte[] bytes, String before) {
  /** What happens to the file. */
  public enum Kind {
    CREATE,
    CHANGE,
    REMOVE
  }

  public Change {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(path);
    Objects.requireNonNull(role);
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(before);
  }

  /** Whether the file has to be written, not removed. */
  boolean writes() {
    return kind != Kind.REMOVE;
  }

  /** The name only: content does not belong in messages. */
  @Override
  public String toString() {
    return kind + " " + path;
  }
}
