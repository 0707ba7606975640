package dev.meshgen.cli;

import dev.meshgen.bytes.GitBlob;
import dev.meshgen.diff.TreeSide;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree as a folder has it. */
final class FolderSide implements TreeSide {
  private final Path folder;

  FolderSide(Path folder) {
    this.folder = folder;
  }

  /** Whether a path leads through a folder of tools, such as {@code .git}. */
  static boolean isHidden(String path) {
    String folders = "/" + Layout.folderOf(path);
    return folders.contains("/.");
  }

  @Override
  public SortedMap<String, String> ids() throws TreeException {
    try (OutputFolder tree = OutputFolder.inspect(folder)) {
      SortedMap<String, String> ids = new TreeMap<>();
      tree.readAll(tree.paths()).forEach((path, bytes) -> ids.put(path, GitBlob.id(bytes)));
      return ids;
    }
  }

  @Override
  public SortedMap<String, byte[]> read(Collection<String> paths) throws TreeException {
    try (OutputFolder tree = OutputFolder.inspect(folder)) {
      return tree.readAll(paths);
    }
  }
}
