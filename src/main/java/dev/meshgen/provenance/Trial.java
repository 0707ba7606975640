package dev.meshgen.provenance;

import dev.meshgen.compile.Compiler;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Spec;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compiles documents that nobody wrote, to see what becomes of a tree. As far as it follows from
 * the spec alone, so that no key is needed and nothing differs but for the documents.
 */
public final class Trial {
  private final Compiler compiler;
  private final TreePlace place;
  private final Predicate<String> filed;
  private final boolean rotates;

  /**
   * For a tree.
   *
   * @param place where it lies
   * @param filed whether the sealed file at a path is there
   * @param rotates whether a rotation of its root is under way
   */
  public Trial(Compiler compiler, TreePlace place, Predicate<String> filed, boolean rotates) {
    this.compiler = compiler;
    this.place = place;
    this.filed = filed;
    this.rotates = rotates;
  }

  /** For a tree as if all were there that is to be sealed. */
  public static Trial whole(Compiler compiler, TreePlace place) {
    return new Trial(compiler, place, path -> true, false);
  }

  /** What documents are read as; empty if they are no spec. */
  Optional<CheckedSpec> read(List<YamlNode> documents) {
    Report ignored = new Report();
    Optional<Spec> spec = compiler.reread(documents, ignored);
    return ignored.hasErrors()
        ? Optional.empty()
        : spec.map(read -> read.of(place.fill(read.mesh())))
            .map(read -> new CheckedSpec(read, Topology.of(read.mesh())));
  }

  /** The plan of documents; empty if they have none. */
  Optional<MeshPlan> plan(List<YamlNode> documents) {
    try {
      return read(documents).map(compiler::plan).map(plan -> rotates ? plan.rotating() : plan);
    } catch (RuntimeException e) {
      // What the rules would refuse need have no plan. Nobody asked for it, so nobody is told.
      return Optional.empty();
    }
  }

  /** The files that documents compile to; empty if they do not compile. */
  public Optional<SortedMap<String, byte[]>> files(List<YamlNode> documents) {
    try {
      return plan(documents).map(plan -> files(compiler.outline(plan, filed)));
    } catch (RuntimeException e) {
      // As above: a plan that the rules would refuse need not have a tree.
      return Optional.empty();
    }
  }

  private static SortedMap<String, byte[]> files(OutputTree tree) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    tree.files().forEach((path, file) -> files.put(path, file.bytes()));
    return files;
  }
}
