package dev.meshgen.cli;

import dev.meshgen.provenance.FileTrace;
import dev.meshgen.provenance.Source;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Prints where something comes from. */
interface WhyPrinter {

  /**
   * Where a file comes from.
   *
   * @param lines of it that were asked for, counted from 0; empty for all
   */
  void trace(FileTrace trace, Optional<BitSet> lines);

  /** The file with where each line comes from. */
  void annotated(FileTrace trace);

  /**
   * What a line of the spec shapes.
   *
   * @param found the lines of files, counted from 0
   * @param files as they are
   */
  void shaped(
      FileLine at, Map<Source, SortedMap<String, BitSet>> found, SortedMap<String, byte[]> files);
}
