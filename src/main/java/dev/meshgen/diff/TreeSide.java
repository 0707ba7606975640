package dev.meshgen.diff;

import dev.meshgen.tree.TreeException;
import java.util.Collection;
import java.util.SortedMap;

/** One of two trees that are compared: a folder, a Git revision, or what a spec compiles to. */
public interface TreeSide {

  /**
   * The files of the tree.
   *
   * @return path to an id of the content; two sides that are compared give equal content equal ids
   */
  SortedMap<String, String> ids() throws TreeException;

  /** The content of these files; what does not exist is not in the map. */
  SortedMap<String, byte[]> read(Collection<String> paths) throws TreeException;
}
