package dev.meshgen.cli;

import dev.meshgen.bytes.GitBlob;
import dev.meshgen.diff.ComparedPaths;
import dev.meshgen.diff.TreeSide;
import dev.meshgen.output.OutputFolder;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.TreeException;
import dev.meshgen.tree.Workers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

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

  /** Whether it does not exist, or holds nothing but what tools hide. */
  @Override
  public boolean isEmpty() throws TreeException {
    if (!Files.isDirectory(folder)) {
      return !Files.exists(folder);
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*")) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw TreeException.of("list", folder, e);
    }
  }

  /** Reads both, which takes no longer than to ask for what differs, and hashes nothing. */
  @Override
  public Optional<ComparedPaths> against(TreeSide other, Reader reader) throws TreeException {
    if (!(other instanceof FolderSide now)) {
      return Optional.empty();
    }
    try (OutputFolder old = OutputFolder.inspect(folder);
        OutputFolder its = OutputFolder.inspect(now.folder)) {
      Set<String> before = new LinkedHashSet<>(old.paths());
      Set<String> after = new LinkedHashSet<>(its.paths());
      Set<String> all = new LinkedHashSet<>(before);
      all.addAll(after);
      List<String> paths = List.copyOf(all);
      Set<String> differing = ConcurrentHashMap.newKeySet();
      Workers.each(
          paths.size(),
          i -> {
            String path = paths.get(i);
            Optional<byte[]> had = before.contains(path) ? old.read(path) : Optional.empty();
            Optional<byte[]> has = after.contains(path) ? its.read(path) : Optional.empty();
            if (!Arrays.equals(had.orElse(null), has.orElse(null))) {
              differing.add(path);
              reader.read(path, had, has);
            }
          });
      return Optional.of(new ComparedPaths(before, after, new TreeSet<>(differing)));
    }
  }

  @Override
  public SortedMap<String, byte[]> read(Collection<String> paths) throws TreeException {
    try (OutputFolder tree = OutputFolder.inspect(folder)) {
      return tree.readAll(paths);
    }
  }
}
