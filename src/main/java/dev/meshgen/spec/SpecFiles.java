package dev.meshgen.spec;

import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the files of a spec: files, directories, standard input. */
public final class SpecFiles {
  private static final int DEEPEST = 32;

  /** One more than the reader takes, so that it can report a file that is too large. */
  private static final int MOST = YamlReader.MAX_BYTES + 1;

  private final Path workingDirectory;
  private final InputStream standardInput;

  public SpecFiles(Path workingDirectory, InputStream standardInput) {
    this.workingDirectory = workingDirectory;
    this.standardInput = standardInput;
  }

  /**
   * Reads what {@code -f} names: a file, every {@code *.yaml} and {@code *.yml} below a directory
   * in path order, or {@code -}.
   *
   * @param output a folder never to read from: rendered output is not a spec
   * @throws SpecException when a path does not exist or cannot be read
   */
  public List<SpecSource> read(List<String> arguments, Optional<Path> output) throws SpecException {
    List<SpecSource> sources = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        sources.add(readStandardInput());
        continue;
      }
      Path path = workingDirectory.resolve(argument);
      if (Files.isDirectory(path)) {
        readDirectory(argument, path, output, sources);
      } else {
        sources.add(readFile(argument, path));
      }
    }
    return once(sources);
  }

  /** A file that was named twice, also as part of a folder, is read once. */
  private List<SpecSource> once(List<SpecSource> sources) {
    Set<Path> seen = new HashSet<>();
    List<SpecSource> once = new ArrayList<>();
    for (SpecSource source : sources) {
      if (seen.add(workingDirectory.resolve(source.name()).normalize())) {
        once.add(source);
      }
    }
    return once;
  }

  private SpecSource readStandardInput() throws SpecException {
    try {
      return new SpecSource("<stdin>", standardInput.readNBytes(MOST));
    } catch (IOException e) {
      throw new SpecException("cannot read the spec from standard input: " + IoReason.of(e), e);
    }
  }

  private void readDirectory(
      String argument, Path directory, Optional<Path> output, List<SpecSource> sources)
      throws SpecException {
    Map<String, Path> found = new TreeMap<>();
    try {
      Optional<Path> excluded = output.map(path -> path.toAbsolutePath().normalize());
      Files.walkFileTree(
          directory,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              // When the spec's own folder is the output folder, it is still read.
              boolean below = !dir.equals(directory);
              boolean rendered =
                  excluded.isPresent() && dir.toAbsolutePath().normalize().equals(excluded.get());
              return below && (rendered || isHidden(dir))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && isYaml(file) && !isHidden(file)) {
                String relative = directory.relativize(file).toString().replace('\\', '/');
                found.put(
                    argument.endsWith("/") ? argument + relative : argument + "/" + relative, file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new SpecException(
          "cannot read the directory " + argument + ": " + reason(argument, directory, e), e);
    }
    if (found.isEmpty()) {
      throw new SpecException("no *.yaml or *.yml files in " + argument, null);
    }
    for (Map.Entry<String, Path> file : found.entrySet()) {
      SpecSource source = readFile(file.getKey(), file.getValue());
      if (!isGenerated(source.content())) {
        sources.add(source);
      }
    }
  }

  private static SpecSource readFile(String name, Path path) throws SpecException {
    try {
      try (InputStream in = Files.newInputStream(path)) {
        return new SpecSource(name, in.readNBytes(MOST));
      }
    } catch (IOException e) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new SpecException(name + " does not exist", e);
      }
      throw new SpecException("cannot read " + name + ": " + IoReason.of(e), e);
    }
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean isHidden(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return name.length() > 1 && name.startsWith(".");
  }

  /** Whether a file is output of an earlier run that lies within the spec's own directory. */
  private static boolean isGenerated(byte[] content) {
    byte[] marker = {
      '#', ' ', 'G', 'e', 'n', 'e', 'r', 'a', 't', 'e', 'd', ' ', 'b', 'y', ' ', 'm', 'e', 's', 'h',
      'g', 'e', 'n', ' '
    };
    if (content.length < marker.length) {
      return false;
    }
    for (int i = 0; i < marker.length; i++) {
      if (content[i] != marker[i]) {
        return false;
      }
    }
    return true;
  }

  /** The path that failed may be below the one that was given. */
  private static String reason(String argument, Path directory, IOException e) {
    if (e instanceof FileSystemException named && named.getFile() != null) {
      Path file = Path.of(named.getFile());
      if (file.startsWith(directory) && !file.equals(directory)) {
        return argument + "/" + directory.relativize(file) + ": " + IoReason.of(e);
      }
    }
    return IoReason.of(e);
  }
}
