package dev.meshgen.diagnostic;

/**
 * A position in a source file.
 *
 * @param file the path exactly as the user typed it, {@code <stdin>} for standard input
 * @param line 1-based; 0 when the problem concerns the file as a whole
 * @param column 1-based, counted in code points; 0 when {@code line} is
 */
public record Span(String file, int line, int column) implements Comparable<Span> {

  /** The file as a whole. */
  public static Span of(String file) {
    return new Span(file, 0, 0);
  }

  /** Whether this names a line, and not only a file. */
  public boolean hasLine() {
    return line > 0;
  }

  @Override
  public int compareTo(Span other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /**
   * Written out, here and wherever a run that goes well compares records: the JVM puts a record's
   * own together when they are first called, which takes 6 % of rendering two clusters on JDK 17, 3
   * % on JDK 25. {@code StartTest} finds those that are not.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof Span that
        && line == that.line
        && column == that.column
        && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * file.hashCode() + line) + column;
  }

  @Override
  public String toString() {
    return hasLine() ? file + ":" + line + ":" + column : file;
  }
}
