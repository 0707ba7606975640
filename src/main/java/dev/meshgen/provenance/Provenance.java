package dev.meshgen.provenance;

import dev.meshgen.diagnostic.Progress;
import dev.meshgen.diff.LineDiff;
import dev.meshgen.diff.ObjectId;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.TemplateMarks;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.tree.Workers;
import dev.meshgen.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Answers where what a spec compiles to comes from: see the package for how. */
public final class Provenance {
  private final Schemas schemas;
  private final Trial trial;
  private final List<YamlNode> documents;
  private final CheckedSpec spec;
  private final Set<String> recipients;
  private Progress progress = Progress.NONE;

  /** Of a spec without errors. */
  public Provenance(Schemas schemas, Trial trial, List<YamlNode> documents, CheckedSpec spec) {
    this.schemas = schemas;
    this.trial = trial;
    this.documents = List.copyOf(documents);
    this.spec = spec;
    this.recipients = new Sources(schemas, spec.spec(), documents).recipients();
  }

  /** The same, which tells how many places of the spec it has tried. */
  public Provenance telling(Progress whoever) {
    progress = whoever;
    return this;
  }

  /** The files that the spec compiles to. */
  public SortedMap<String, byte[]> files() {
    return trial.files(documents).orElseThrow();
  }

  /**
   * Where a file comes from.
   *
   * @param path within the tree
   * @return empty if the spec does not compile to such a file
   */
  public Optional<FileTrace> file(String path) {
    String text = trial.file(documents, path).orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] lines = text.split("\n", -1);
    Optional<String> owner = ObjectId.ownerOf(path);
    List<Source> sources = new Sources(schemas, spec.spec(), documents).of(owner);
    Shape[] shapes = new Shape[sources.size()];
    AtomicInteger tried = new AtomicInteger();
    Workers.computing(
        shapes.length,
        Runtime.getRuntime().availableProcessors(),
        i -> {
          shapes[i] = shape(sources.get(i), path, lines, owner).orElse(null);
          progress.reached(tried.incrementAndGet(), shapes.length);
        });
    MeshPlan plan = trial.plan(documents).orElseThrow();
    List<Optional<String>> templates =
        new ArrayList<>(TemplateMarks.of(trial.marked(documents, path)));
    while (templates.size() < lines.length) {
      templates.add(Optional.empty());
    }
    return Optional.of(
        new FileTrace(
            path,
            List.of(lines),
            Arrays.stream(shapes).filter(found -> found != null).sorted(Shape.ORDER).toList(),
            templates,
            PlanWords.of(plan, path, owner)));
  }

  /**
   * What a source makes of a file: the union of what each other value changes. Each difference has
   * no other cause than the source, since nothing else differs; a value without one says nothing,
   * as another field may cover it.
   */
  private Optional<Shape> shape(
      Source source, String path, String[] lines, Optional<String> owner) {
    String now = String.join("\n", lines);
    BitSet changed = new BitSet();
    boolean any = false;
    boolean decides = false;
    for (List<YamlNode> other : others(source)) {
      String there = owner.map(name -> renamed(source, other, path, name)).orElse(path);
      Optional<String> text = trial.file(other, there);
      if (text.isPresent() && !text.get().equals(now)) {
        any = true;
        if (text.get().isEmpty()) {
          decides = true;
        } else {
          changed.or(LineDiff.of(lines, text.get().split("\n", -1)).changed());
        }
      }
    }
    return any
        ? Optional.of(
            new Shape(
                source,
                changed,
                copied(source, changed, lines),
                decides,
                owner
                    .map(cluster -> LayeredValue.below(source, cluster, spec.spec()))
                    .orElse(List.of())))
        : Optional.empty();
  }

  /** A cluster of another name has its files in another folder. */
  private static String renamed(Source source, List<YamlNode> other, String path, String cluster) {
    Optional<YamlNode> name =
        source.names(cluster) ? source.nodes().get(0).in(other) : Optional.empty();
    return name.map(now -> path.replace("/" + cluster + "/", "/" + SpecText.of(now) + "/"))
        .orElse(path);
  }

  /** The lines that change with a value and have it as a word. */
  private static BitSet copied(Source source, BitSet changed, String[] lines) {
    BitSet copied = new BitSet();
    String value = source.value().orElse("");
    if (!value.isEmpty()) {
      Pattern word = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(value) + "(?![A-Za-z0-9])");
      changed.stream().filter(line -> word.matcher(lines[line]).find()).forEach(copied::set);
    }
    return copied;
  }

  /** The documents with each other value instead of that of a source. */
  private List<List<YamlNode>> others(Source source) {
    List<List<YamlNode>> others = new ArrayList<>();
    SpecNode first = source.nodes().get(0);
    if (first.steps().isEmpty()) {
      return List.of(without(source));
    }
    int count =
        OtherValues.of(source.field(), first.in(documents), source.value(), recipients).size();
    for (int i = 0; i < count; i++) {
      List<YamlNode> changed = documents;
      for (SpecNode node : source.nodes()) {
        List<Optional<YamlNode>> values =
            OtherValues.of(source.field(), node.in(documents), source.value(), recipients);
        if (i < values.size()) {
          changed = node.set(changed, values.get(i));
        }
      }
      others.add(changed);
    }
    return others;
  }

  private List<YamlNode> without(Source source) {
    List<YamlNode> left = new ArrayList<>(documents);
    source.nodes().forEach(node -> left.remove(documents.get(node.document())));
    return left;
  }

  /**
   * What a line of the spec shapes.
   *
   * @param file of the spec
   * @param line counted from 1
   * @return for each source on the line, the lines of files that change with it, counted from 0
   */
  public Map<Source, SortedMap<String, BitSet>> line(String file, int line) {
    List<Source> sources = new Sources(schemas, spec.spec(), documents).at(file, line);
    SortedMap<String, byte[]> now = files();
    Map<Source, SortedMap<String, BitSet>> found = new LinkedHashMap<>();
    for (Source source : sources) {
      SortedMap<String, BitSet> changed = new TreeMap<>();
      for (List<YamlNode> other : others(source)) {
        trial.files(other).ifPresent(files -> add(now, files, changed));
      }
      found.put(source, changed);
    }
    return found;
  }

  private static void add(
      SortedMap<String, byte[]> now,
      SortedMap<String, byte[]> other,
      SortedMap<String, BitSet> changed) {
    now.forEach(
        (path, bytes) -> {
          byte[] there = other.get(path);
          if (!Arrays.equals(bytes, there)) {
            changed
                .computeIfAbsent(path, name -> new BitSet())
                .or(
                    LineDiff.of(lines(bytes), there == null ? new String[0] : lines(there))
                        .changed());
          }
        });
  }

  private static String[] lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
  }
}
