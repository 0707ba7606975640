package dev.meshgen.cli;

import dev.meshgen.spec.SpecSource;
import java.util.List;

/**
 * A line of the spec.
 *
 * @param file as the spec's files are named
 * @param line counted from 1
 */
record FileLine(String file, int line) {

  /** As the user typed it: {@code mesh.yaml:12}. */
  FileLine(String typed, List<SpecSource> sources) throws UsageException {
    this(file(typed, sources), line(typed));
  }

  private static String file(String typed, List<SpecSource> sources) throws UsageException {
    String file = typed.substring(0, Math.max(0, typed.lastIndexOf(':')));
    String bare = file.startsWith("./") ? file.substring(2) : file;
    for (SpecSource source : sources) {
      if (source.name().equals(file) || source.name().equals(bare)) {
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
