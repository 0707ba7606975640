package dev.meshgen.provenance;

import dev.meshgen.compile.Compiler;
import dev.meshgen.delivery.TreePlace;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diff.ObjectId;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.rules.CheckedSpec;
import dev.meshgen.spec.Spec;
import dev.meshgen.topology.Topology;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compiles documents that were made up, to see what becomes of a tree. As far as it follows from
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

  /** What documents are read as; empty if they are not a spec. */
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
      // What the rules would refuse need have no plan. It was only tried, so nothing is said.
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

  /** The same, of the clusters alone that are wanted, and of what is the mesh's. */
  Optional<SortedMap<String, byte[]>> files(List<YamlNode> documents, Set<String> wanted) {
    try {
      return plan(documents).map(plan -> files(compiler.outline(plan, filed, wanted)));
    } catch (RuntimeException e) {
      // As above.
      return Optional.empty();
    }
  }

  /** The files of a plan. */
  public SortedMap<String, byte[]> files(MeshPlan plan) {
    return files(compiler.outline(plan, filed));
  }

  /**
   * One of those files; of a sealed one, what it is made from. Empty text if there is no such file.
   *
   * @return empty if the documents do not compile
   */
  Optional<String> file(List<YamlNode> documents, String path) {
    try {
      return plan(documents).map(plan -> file(plan, path));
    } catch (RuntimeException e) {
      // As above.
      return Optional.empty();
    }
  }

  private String file(MeshPlan plan, String path) {
    for (SecretPlan secret : plan.secrets()) {
      if (secret.path().equals(path)) {
        return SealedText.of(secret);
      }
    }
    Optional<ClusterPlan> cluster =
        ObjectId.ownerOf(path)
            .flatMap(
                name ->
                    plan.clusters().stream().filter(each -> each.name().equals(name)).findAny());
    OutputTree tree =
        cluster
            .map(own -> compiler.outline(plan, own, filed))
            .orElseGet(() -> compiler.outline(plan, filed));
    return tree.get(path).map(file -> text(file.bytes())).orElse("");
  }

  /** The file with the marks of its templates; empty text if none is rendered there. */
  String marked(List<YamlNode> documents, String path) {
    return plan(documents)
        .flatMap(plan -> compiler.marked(plan, filed).get(path))
        .map(file -> text(file.bytes()))
        .orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static SortedMap<String, byte[]> files(OutputTree tree) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    tree.files().forEach((path, file) -> files.put(path, file.bytes()));
    return files;
  }
}
