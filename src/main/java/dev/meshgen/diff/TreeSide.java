package dev.meshgen.diff;

import dev.meshgen.tree.TreeException;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/** One of two trees that are compared: a folder, a Git revision, or what a spec compiles to. */
public interface TreeSide {

  /**
   * The files of the tree.
   *
   * @return path to an id of the content; two sides that are compared give equal content equal ids
   */
  SortedMap<String, String> ids() throws TreeException;

  /** Whether nothing is there at all. */
  default boolean isEmpty() throws TreeException {
    return ids().isEmpty();
  }

  /**
   * Compares with another side in a quicker way than by ids.
   *
   * @param reader gets the files that differ, as far as they were read for it; in several threads
   * @return empty if these two cannot be compared so
   */
  default Optional<ComparedPaths> against(TreeSide other, Reader reader) throws TreeException {
    return Optional.empty();
  }

  /** Gets the two states of a file; empty where it does not exist. */
  interface Reader {
    void read(String path, Optional<byte[]> before, Optional<byte[]> after);
  }

  /** The content of these files; what does not exist is not in the map. */
  SortedMap<String, byte[]> read(Collection<String> paths) throws TreeException;
}
