package dev.meshgen.tree;

import java.util.Arrays;
import java.util.Objects;

/**
 * One file of a tree.
 *
 * @param bytes the whole content; not copied, so it must not be changed afterwards
 * @param role decides when it is written
 */
public record TreeFile(byte[] bytes, Role role) {
  public TreeFile {
    Objects.requireNonNull(bytes);
    Objects.requireNonNull(role);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeFile that && role == that.role && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + role.hashCode();
  }

  /** Size only: content does not belong in messages. */
  @Override
  public String toString() {
    return role + " file of " + bytes.length + " bytes";
  }
}
