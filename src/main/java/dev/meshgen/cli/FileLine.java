package dev.meshgen.cli;

import dev.meshgen.spec.SpecSource;
import java.nio.file.Path;
import java.util.List;

/**
 * A line of the spec.
 *
 * @param file as the spec's files are named
 * @param line counted from 1
 */
record FileLine(String file, int line) {

  /**
   * As the user typed it: {@code mesh.yaml:12}.
   *
   * @param from the working directory
   */
  FileLine(String typed, Path from, List<SpecSource> sources) throws UsageException {
    this(file(typed, from, sources), line(typed));
  }

  private static String file(String typed, Path from, List<SpecSource> sources)
      throws UsageException {
    String file = typed.substring(0, Math.max(0, typed.lastIndexOf(':')));
    Path meant = from.resolve(file).normalize();
    for (SpecSource source : sources) {
      if (source.name().equals(file) || from.resolve(source.name()).normalize().equals(meant)) {
        return source.name();
      }
    }
    throw new UsageException(
        "\""
            + typed
            + "\" is not a line of the spec; expected FILE:LINE with one of "
            + String.join(", ", sources.stream().map(SpecSource::name).limit(5).toList()));
  }

  private static int line(String typed) throws UsageException {
    try {
      return Integer.parseInt(typed.substring(typed.lastIndexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw new UsageException("\"" + typed + "\" has no line; expected FILE:LINE");
    }
  }
}
