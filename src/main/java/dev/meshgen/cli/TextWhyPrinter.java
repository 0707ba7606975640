package dev.meshgen.cli;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.diff.ObjectId;
import dev.meshgen.provenance.FileTrace;
import dev.meshgen.provenance.LayeredValue;
import dev.meshgen.provenance.Shape;
import dev.meshgen.provenance.Source;
import dev.meshgen.scan.SecretText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where something comes from, for people. */
final class TextWhyPrinter implements WhyPrinter {
  private static final int LONGEST = 80;

  /** Of the lines of one file. */
  private static final int LINES = 6;

  /** Of the sources of one line of an annotated file. */
  private static final int SOURCES = 3;

  private final PrintWriter out;
  private final String folder;

  TextWhyPrinter(PrintWriter out, String folder) {
    this.out = out;
    this.folder = folder;
  }

  @Override
  public void trace(FileTrace trace, Optional<BitSet> lines) {
    boolean one = lines.isPresent() && lines.get().cardinality() == 1;
    int first = lines.map(BitSet::length).orElse(0) - 1;
    out.println(shown(folder + "/" + trace.path()) + (one ? ":" + (first + 1) : ""));
    if (one) {
      out.println("  " + shown(trace.lines().get(first)));
    }
    List<Shape> shapes = of(trace, lines);
    group("Comes from", shapes, lines, true, true);
    group("Decided by", shapes, lines, true, false);
    defaults(shapes, lines);
    decides(trace, lines);
    templates(trace, lines);
    if (!trace.plan().isEmpty()) {
      out.println("Plan");
      trace.plan().forEach(words -> out.println("  " + shown(words)));
    }
    out.flush();
  }

  private static List<Shape> of(FileTrace trace, Optional<BitSet> lines) {
    return trace.shapes().stream()
        .filter(
            shape ->
                lines.isEmpty()
                    ? !shape.decides() || !shape.lines().isEmpty()
                    : lines.get().intersects(shape.lines()))
        .toList();
  }

  private void group(
      String title, List<Shape> shapes, Optional<BitSet> lines, boolean written, boolean copied) {
    List<Shape> own =
        shapes.stream()
            .filter(shape -> shape.source().isWritten() == written)
            .filter(shape -> isCopied(shape, lines) == copied)
            .toList();
    if (!own.isEmpty()) {
      out.println(title);
    }
    for (Shape shape : own) {
      String fact = copied ? "" : shape.source().fact().map(text -> " (" + text + ")").orElse("");
      out.println("  " + source(shape.source()) + fact);
      for (LayeredValue layer : shape.layers()) {
        out.println("    over " + layer(layer));
      }
    }
  }

  /** Those without which there is no such file; of a line, that goes without saying. */
  private void decides(FileTrace trace, Optional<BitSet> lines) {
    List<Shape> own =
        trace.shapes().stream()
            .filter(shape -> shape.decides() && lines.isEmpty())
            .filter(shape -> shape.source().isWritten() || shape.lines().isEmpty())
            .toList();
    if (!own.isEmpty()) {
      out.println("Exists because of");
    }
    own.forEach(
        shape ->
            out.println(
                "  "
                    + (shape.source().isWritten()
                        ? source(shape.source())
                        : open(shape.source()))));
  }

  private static boolean isCopied(Shape shape, Optional<BitSet> lines) {
    return lines.isEmpty() ? !shape.copied().isEmpty() : lines.get().intersects(shape.copied());
  }

  private void defaults(List<Shape> shapes, Optional<BitSet> lines) {
    List<Shape> own = shapes.stream().filter(shape -> !shape.source().isWritten()).toList();
    if (!own.isEmpty()) {
      out.println("Changes with unset fields");
    }
    for (Shape shape : own) {
      String line = lines.isEmpty() ? "file" : "line";
      out.println(
          "  "
              + open(shape.source())
              + (isCopied(shape, lines) ? ", which is in the " + line : ""));
    }
  }

  private static String open(Source source) {
    return shown(source.document() + " " + source.path())
        + source.value().map(value -> ", default " + shown(value)).orElse("");
  }

  private void templates(FileTrace trace, Optional<BitSet> lines) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (int i = 0; i < trace.templates().size(); i++) {
      if (lines.isEmpty() || lines.get().get(i)) {
        trace
            .templates()
            .get(i)
            .ifPresent(
                place ->
                    files
                        .computeIfAbsent(
                            place.substring(0, place.lastIndexOf(':')), name -> new ArrayList<>())
                        .add(place.substring(place.lastIndexOf(':') + 1)));
      }
    }
    boolean one = lines.filter(asked -> asked.cardinality() == 1).isPresent();
    if (!files.isEmpty()) {
      out.println("Template");
    }
    files.forEach(
        (name, numbers) ->
            out.println("  templates/" + name + ".mustache" + (one ? ":" + numbers.get(0) : "")));
  }

  private static String source(Source source) {
    String place = source.at().map(TextWhyPrinter::place).orElse("");
    String value =
        source.value().filter(text -> !text.isEmpty()).map(text -> ": " + text).orElse("");
    String path = source.path().isEmpty() ? " (the document)" : " " + source.path();
    return shown(place + " " + source.document() + path + value);
  }

  private static String layer(LayeredValue layer) {
    return shown(
        layer.layer()
            + layer.at().map(at -> " (" + place(at) + ")").orElse("")
            + ": "
            + layer.value());
  }

  private static String place(Span at) {
    return at.file() + ":" + at.line();
  }

  private static String shown(String text) {
    String visible = DiffWords.visible(SecretText.masked(text));
    return visible.length() > 3 * LONGEST ? visible.substring(0, 3 * LONGEST) + "…" : visible;
  }

  @Override
  public void annotated(FileTrace trace) {
    int width = Math.min(LONGEST, trace.lines().stream().mapToInt(String::length).max().orElse(0));
    for (int i = 0; i < trace.lines().size() - 1; i++) {
      String line = shown(trace.lines().get(i));
      String from = from(trace, i);
      out.println(
          from.isEmpty()
              ? line
              : line + " ".repeat(Math.max(0, width - line.length())) + "  # " + from);
    }
    out.flush();
  }

  private static String from(FileTrace trace, int line) {
    List<String> parts = new ArrayList<>();
    List<Shape> shapes = trace.shapes().stream().filter(shape -> shape.shapes(line)).toList();
    boolean copied = shapes.stream().anyMatch(shape -> shape.isIn(line));
    List<Shape> telling = shapes.stream().filter(shape -> !copied || shape.isIn(line)).toList();
    for (Shape shape : telling.subList(0, Math.min(SOURCES, telling.size()))) {
      Source source = shape.source();
      parts.add(
          source.at().map(at -> place(at) + " ").orElse("default of ")
              + (source.path().isEmpty() ? source.document() : source.path()));
    }
    if (telling.size() > SOURCES) {
      parts.add((telling.size() - SOURCES) + " more");
    }
    return shown(String.join(", ", parts));
  }

  @Override
  public void shaped(
      FileLine at, Map<Source, SortedMap<String, BitSet>> found, SortedMap<String, byte[]> files) {
    found.forEach(
        (source, changed) -> {
          out.println(source(source));
          if (changed.isEmpty()) {
            out.println("  affects nothing in the tree");
          }
          collapsed(changed).forEach((text, clusters) -> print(text, clusters));
        });
    out.flush();
  }

  /** Files of several clusters in which the same lines change, once. */
  private static Map<String, SortedSet<String>> collapsed(SortedMap<String, BitSet> changed) {
    Map<String, SortedSet<String>> alike = new LinkedHashMap<>();
    changed.forEach(
        (path, lines) -> {
          Optional<String> owner = ObjectId.ownerOf(path);
          String shared = owner.map(name -> path.replace("/" + name + "/", "/*/")).orElse(path);
          String numbers = numbers(lines);
          alike
              .computeIfAbsent(
                  shared + (numbers.isEmpty() ? "" : ":" + numbers), key -> new TreeSet<>())
              .add(owner.orElse(""));
        });
    return alike;
  }

  private static String numbers(BitSet lines) {
    String first =
        lines.stream()
            .limit(LINES)
            .mapToObj(line -> String.valueOf(line + 1))
            .collect(Collectors.joining(","));
    int more = lines.cardinality() - LINES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private void print(String text, SortedSet<String> clusters) {
    boolean one = clusters.size() == 1;
    String path = one ? text.replace("/*/", "/" + clusters.first() + "/") : text;
    out.println(
        "  " + shown(folder + "/" + path) + (one ? "" : " in " + clusters.size() + " clusters"));
  }
}
