package dev.meshgen.spec;

import dev.meshgen.diagnostic.IoReason;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Finds the files of a spec: files, directories, standard input. */
public final class SpecFiles {
  /** The file whose folder is the spec, where nothing else is named. */
  public static final String MESH = "mesh.yaml";

  /** One more than the reader takes, so that it can report a file that is too large. */
  static final int MOST = YamlReader.MAX_BYTES + 1;

  private final Path workingDirectory;
  private final InputStream standardInput;

  public SpecFiles(Path workingDirectory, InputStream standardInput) {
    this.workingDirectory = workingDirectory;
    this.standardInput = standardInput;
  }

  /**
   * The way from a folder to the nearest one that holds a {@code mesh.yaml}: empty if that is the
   * folder itself, else {@code ../} as often as needed. Never leaves a Git checkout.
   *
   * @return empty if no folder has one
   */
  public static Optional<String> nearest(Path folder) {
    StringBuilder way = new StringBuilder();
    Path at = folder.toAbsolutePath().normalize();
    while (at != null) {
      if (Files.isRegularFile(at.resolve(MESH))) {
        return Optional.of(way.toString());
      }
      at = Files.exists(at.resolve(".git")) ? null : at.getParent();
      way.append("../");
    }
    return Optional.empty();
  }

  /**
   * Reads what {@code -f} names: a file, every {@code *.yaml} and {@code *.yml} below a directory
   * in path order, or {@code -}. Of no name, the folder of the nearest {@code mesh.yaml}.
   *
   * @param output a folder never to read from: rendered output is not a spec
   * @param report gets a note of files in a directory that are not part of a spec, and of clusters
   *     beside a named file
   * @throws SpecException when a path does not exist or cannot be read
   */
  public List<SpecSource> read(List<String> arguments, Optional<Path> output, Report report)
      throws SpecException {
    List<SpecSource> sources = new ArrayList<>();
    if (arguments.isEmpty()) {
      readNearest(output, sources, report);
    }
    for (String argument : arguments) {
      if (argument.equals("-")) {
        sources.add(readStandardInput());
        continue;
      }
      Path path = workingDirectory.resolve(argument);
      if (Files.isDirectory(path)) {
        String prefix = argument.endsWith("/") ? argument : argument + "/";
        read(new SpecFolder(path, prefix, output, false), sources, report);
      } else {
        sources.add(readFile(argument, path));
      }
    }
    List<SpecSource> once = once(sources);
    new SiblingClusters(workingDirectory, once).note(once, report);
    return once;
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

  private void readNearest(Optional<Path> output, List<SpecSource> sources, Report report)
      throws SpecException {
    String way =
        nearest(workingDirectory)
            .orElseThrow(
                () ->
                    new SpecException(
                        MESH
                            + " does not exist here or in a folder above; name the spec with -f, or"
                            + " run `meshgen init DIR` to create one",
                        null));
    read(new SpecFolder(workingDirectory.resolve(way), way, output, true), sources, report);
  }

  private static void read(SpecFolder folder, List<SpecSource> sources, Report report)
      throws SpecException {
    SortedMap<String, Path> found = folder.files();
    if (found.isEmpty()) {
      throw new SpecException("no *.yaml or *.yml files in " + folder.name(), null);
    }
    List<String> foreign = new ArrayList<>();
    for (Map.Entry<String, Path> file : found.entrySet()) {
      SpecSource source = readFile(file.getKey(), file.getValue());
      if (ForeignYaml.isForeign(source.content())) {
        foreign.add(source.name());
      } else if (!isGenerated(source.content())) {
        sources.add(new SpecSource(source.name(), source.content(), true));
      }
    }
    ForeignYaml.note(foreign, report);
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

  /** Whether a file is output of an earlier run that lies within the spec's own directory. */
  static boolean isGenerated(byte[] content) {
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
}
