package dev.meshgen.cli;

import dev.meshgen.diff.TreeSide;
import dev.meshgen.tree.TreeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree as a commit has it. */
final class GitSide implements TreeSide {
  private final GitRepository repository;
  private final SortedMap<String, String> ids;

  /**
   * Reads the names of a tree's files.
   *
   * @param path of the tree from the top of the work tree
   */
  GitSide(GitRepository repository, String commit, String path) throws CommandException {
    this.repository = repository;
    this.ids = new TreeMap<>(repository.files(commit, path));
    ids.keySet().removeIf(FolderSide::isHidden);
  }

  @Override
  public SortedMap<String, String> ids() {
    return new TreeMap<>(ids);
  }

  @Override
  public SortedMap<String, byte[]> read(Collection<String> paths) throws TreeException {
    List<String> wanted = new ArrayList<>(new TreeSet<>(paths));
    wanted.retainAll(ids.keySet());
    try {
      List<byte[]> contents = repository.contents(wanted.stream().map(ids::get).toList());
      SortedMap<String, byte[]> read = new TreeMap<>();
      for (int i = 0; i < wanted.size(); i++) {
        read.put(wanted.get(i), contents.get(i));
      }
      return read;
    } catch (CommandException e) {
      throw new TreeException(e.getMessage());
    }
  }
}
