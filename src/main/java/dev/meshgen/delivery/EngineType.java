package dev.meshgen.delivery;

import dev.meshgen.model.Mesh;
import dev.meshgen.tree.ClusterLayout;
import java.util.List;
import java.util.Optional;

/** A kind of GitOps engine: what there is to know of it before a mesh has it. */
public interface EngineType {
  /** The label of an engine's object that names the cluster it is for. */
  String CLUSTER_LABEL = "meshgen.dev/cluster";

  /** Its name in the spec: the one property of {@code delivery}. */
  String id();

  /** What people call it. */
  String name();

  /** What people call one of this kind, by {@link Engine#id()}; empty for other kinds. */
  default Optional<String> called(String engine) {
    return engine.equals(id()) ? Optional.of(name()) : Optional.empty();
  }

  /** Those of a mesh whose spec names it: one for each way in which clusters use it. */
  List<Engine> of(Mesh mesh);

  /** The folder of the tree in which it has a folder of files for each cluster. */
  String clusterFolders();

  /** Whether objects of an API group are its own: those that tell it what to apply. */
  boolean reads(String group);

  /** Where a file of its says which version of a release it installs in a cluster. */
  VersionFile versionFile(ClusterLayout cluster, String release);

  /**
   * A file that says which version is installed.
   *
   * @param path within the tree
   * @param fields of its objects, of which the first that any has is the version
   */
  record VersionFile(String path, List<String> fields) {
    public VersionFile {
      fields = List.copyOf(fields);
    }
  }

  /** Its annotation that keeps an object when the file of it is gone. */
  Kept kept();

  /**
   * An annotation that an object carries whatever engine delivers it: the spec may name another one
   * tomorrow.
   *
   * @param key of the annotation
   * @param template of its line, without tags
   */
  record Kept(String key, String template) {}

  /**
   * The lines that make it prune an object last, where it otherwise prunes before it applies what
   * replaces the object under another name; like {@link #kept()} for every engine.
   *
   * @return the template of an annotation, without tags
   */
  default Optional<String> prunedLast() {
    return Optional.empty();
  }

  /** What a new spec says of it. */
  InitialDelivery initial();
}
