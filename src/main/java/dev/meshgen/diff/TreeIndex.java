package dev.meshgen.diff;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Which file of a tree an object lies in. */
public final class TreeIndex {
  private final List<TreeObject> objects;

  /** Of a tree's files. */
  public TreeIndex(SortedMap<String, byte[]> files) {
    objects = TreeObjects.of(files, "", new CertificateTexts(), new Report());
  }

  /**
   * An object of a file.
   *
   * @param line where it starts, counted from 1
   */
  public record Found(ObjectId id, String path, int line) {}

  /**
   * The objects of a name.
   *
   * @param cluster whose they are
   * @param kind of the object, in any case
   * @param name of it; with its namespace and a slash in front, if several have that name
   */
  public List<Found> find(String cluster, String kind, String name) {
    List<Found> found = new ArrayList<>();
    for (TreeObject object : objects) {
      ObjectId id = object.id();
      boolean named = id.name().equals(name) || (id.namespace() + "/" + id.name()).equals(name);
      if (id.kind().equalsIgnoreCase(kind)
          && named
          && id.cluster().filter(cluster::equals).isPresent()) {
        found.add(found(object));
      }
    }
    return found;
  }

  /** What can be asked for of a cluster: {@code Service/istio-system/istiod}. */
  public List<String> names(String cluster) {
    return objects.stream()
        .map(TreeObject::id)
        .filter(id -> id.cluster().filter(cluster::equals).isPresent())
        .map(
            id ->
                id.kind()
                    + "/"
                    + (id.namespace().isEmpty() ? "" : id.namespace() + "/")
                    + id.name())
        .sorted()
        .distinct()
        .toList();
  }

  /** Where the object after one starts in the same file; empty if it is the last. */
  public int end(Found found) {
    return objects.stream()
        .filter(object -> object.path().equals(found.path()))
        .mapToInt(object -> Math.max(1, object.content().span().line()))
        .filter(line -> line > found.line())
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static Found found(TreeObject object) {
    YamlNode content = object.content();
    return new Found(object.id(), object.path(), Math.max(1, content.span().line()));
  }
}
