package dev.meshgen.diff;

import dev.meshgen.bytes.GitBlob;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree whose files are in memory. */
public record FileSide(SortedMap<String, byte[]> files) implements TreeSide {

  public FileSide {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  @Override
  public SortedMap<String, String> ids() {
    SortedMap<String, String> ids = new TreeMap<>();
    files.forEach((path, bytes) -> ids.put(path, GitBlob.id(bytes)));
    return ids;
  }

  @Override
  public Optional<ComparedPaths> against(TreeSide other, Reader reader) {
    return other instanceof FileSide now
        ? Optional.of(
            ComparedPaths.of(
                files.keySet(),
                now.files().keySet(),
                path -> Arrays.equals(files.get(path), now.files().get(path))))
        : Optional.empty();
  }

  @Override
  public SortedMap<String, byte[]> read(Collection<String> paths) {
    SortedMap<String, byte[]> read = new TreeMap<>();
    for (String path : paths) {
      byte[] bytes = files.get(path);
      if (bytes != null) {
        read.put(path, bytes);
      }
    }
    return read;
  }
}
