package dev.meshgen.spec;

import dev.meshgen.diagnostic.IoReason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder whose YAML files are a spec.
 *
 * @param prefix what its files are named with in front, as the user would type them
 * @param output a folder below it that is not part of it
 * @param nearest whether each of its folders with a {@code mesh.yaml} is another spec
 */
record SpecFolder(Path path, String prefix, Optional<Path> output, boolean nearest) {
  private static final int DEEPEST = 32;

  /** As the user would type it. */
  String name() {
    return prefix.isEmpty() ? "." : prefix.substring(0, prefix.length() - 1);
  }

  /** Every {@code *.yaml} and {@code *.yml} file below it by its name, but for hidden ones. */
  SortedMap<String, Path> files() throws SpecException {
    SortedMap<String, Path> found = new TreeMap<>();
    try {
      Files.walkFileTree(
          path,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              return isPart(dir) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && isYaml(file) && !isHidden(file)) {
                found.put(prefix + path.relativize(file).toString().replace('\\', '/'), file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (nearest && e instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
      return once(found);
    } catch (IOException e) {
      throw new SpecException("cannot read the directory " + name() + ": " + reason(e), e);
    }
  }

  /** A file that a link leads to as well is read once. */
  private static SortedMap<String, Path> once(SortedMap<String, Path> found) throws IOException {
    Set<Path> real = new TreeSet<>();
    SortedMap<String, Path> once = new TreeMap<>();
    for (Map.Entry<String, Path> file : found.entrySet()) {
      if (real.add(file.getValue().toRealPath())) {
        once.put(file.getKey(), file.getValue());
      }
    }
    return once;
  }

  /** When the spec's own folder is the output folder, it is still read. */
  private boolean isPart(Path dir) {
    if (dir.equals(path)) {
      return true;
    }
    boolean rendered =
        output
            .map(each -> each.toAbsolutePath().normalize())
            .filter(dir.toAbsolutePath().normalize()::equals)
            .isPresent();
    return !rendered
        && !isHidden(dir)
        && !(nearest && Files.isRegularFile(dir.resolve(SpecFiles.MESH)));
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean isHidden(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return name.length() > 1 && name.startsWith(".");
  }

  /** The path that failed may be below this one. */
  private String reason(IOException e) {
    if (e instanceof FileSystemException named && named.getFile() != null) {
      Path file = Path.of(named.getFile());
      if (file.startsWith(path) && !file.equals(path)) {
        return name() + "/" + path.relativize(file) + ": " + IoReason.of(e);
      }
    }
    return IoReason.of(e);
  }
}
