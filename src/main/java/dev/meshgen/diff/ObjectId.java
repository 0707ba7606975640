package dev.meshgen.diff;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which object of a tree, wherever its file lies.
 *
 * @param cluster whose it is; empty for what belongs to the mesh
 * @param group of the API; empty for the core group and for everything but Kubernetes objects
 * @param kind of the object; for other files one of the words of {@link TreeObjects}
 * @param namespace empty for objects without
 * @param name of the object, release or file
 */
public record ObjectId(
    Optional<String> cluster, String group, String kind, String namespace, String name)
    implements Comparable<ObjectId> {
  /** The cluster that a file of a tree belongs to; empty for what is the mesh's. */
  public static Optional<String> ownerOf(String path) {
    return TreeObjects.clusterOf(path);
  }

  /** The same object in words that other clusters share. */
  ObjectId spoken(UnaryOperator<String> words) {
    return new ObjectId(Optional.empty(), group, kind, words.apply(namespace), words.apply(name));
  }

  /** Whether it is of a kind that {@link TreeObjects} made up, and not what an API calls so. */
  boolean is(String own) {
    return group.isEmpty() && kind.equals(own);
  }

  /** {@code Service istio-system/istio-eastwestgateway}. */
  public String text() {
    return kind + " " + place();
  }

  /** {@code istio-system/istio-eastwestgateway}. */
  public String place() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public int compareTo(ObjectId other) {
    int order = kind.compareTo(other.kind);
    order = order == 0 ? group.compareTo(other.group) : order;
    order = order == 0 ? namespace.compareTo(other.namespace) : order;
    order = order == 0 ? name.compareTo(other.name) : order;
    return order == 0 ? cluster.orElse("").compareTo(other.cluster.orElse("")) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectId that
        && name.equals(that.name)
        && kind.equals(that.kind)
        && namespace.equals(that.namespace)
        && group.equals(that.group)
        && cluster.equals(that.cluster);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cluster, group, kind, namespace, name);
  }
}
