package dev.meshgen.provenance;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * What a source makes of a file.
 *
 * @param lines that change with it while the file is there, counted from 0; none if it only adds
 *     some
 * @param decides whether there is such a file at all
 * @param copied those of them that have its value
 * @param layers that it hides, the nearest first
 */
public record Shape(
    Source source, BitSet lines, BitSet copied, boolean decides, List<LayeredValue> layers) {
  public Shape {
    lines = (BitSet) lines.clone();
    copied = (BitSet) copied.clone();
    layers = List.copyOf(layers);
  }

  /** What is written before defaults, what is copied before what decides, in reading order. */
  static final Comparator<Shape> ORDER =
      Comparator.comparing((Shape shape) -> !shape.source().isWritten())
          .thenComparing(shape -> shape.copied().isEmpty())
          .thenComparing(shape -> shape.source().nodes().get(0).document())
          .thenComparing(shape -> shape.source().at().map(at -> at.line()).orElse(0))
          .thenComparing(shape -> shape.source().path());

  /** Whether it shapes a line, counted from 0. */
  public boolean shapes(int line) {
    return lines.get(line);
  }

  /** Whether a line has its value. */
  public boolean isIn(int line) {
    return copied.get(line);
  }
}
