package dev.meshgen.provenance;

import java.util.List;
import java.util.Optional;

/**
 * Where a file of a tree comes from.
 *
 * @param lines of the file as the spec compiles to it; of a sealed file, what it is made from
 * @param shapes what shapes it, the most telling first
 * @param templates of each line, the template and its line, if it comes from one
 * @param plan why the file is there, in words
 */
public record FileTrace(
    String path,
    List<String> lines,
    List<Shape> shapes,
    List<Optional<String>> templates,
    List<String> plan) {
  public FileTrace {
    lines = List.copyOf(lines);
    shapes = List.copyOf(shapes);
    templates = List.copyOf(templates);
    plan = List.copyOf(plan);
  }
}
