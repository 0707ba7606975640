package dev.meshgen.tree;

/**
 * Where the files of a cluster lie that no engine owns.
 *
 * @param cluster its name
 */
public record ClusterLayout(String cluster) {
  private static final String VALUES = "values";

  /** Everything below. */
  public String folder() {
    return Layout.in(Layout.CLUSTERS, cluster);
  }

  /** What is sealed for the cluster, and what runs in it. */
  public String lock() {
    return Layout.in(folder(), Layout.LOCK);
  }

  /** The folder of a layer's objects. */
  public String layer(String layer) {
    return Layout.in(folder(), layer);
  }

  /** A sealed file of a layer. */
  public String sealed(String layer, String name) {
    return Layout.sealed(layer(layer), name);
  }

  /** The folder of the values of its releases. */
  public String values() {
    return Layout.in(folder(), VALUES);
  }

  /** Our values of a release. */
  public String values(String release) {
    return Layout.in(values(), release + ".yaml");
  }

  /** The user's values of a release. */
  public String overrides(String release) {
    return Layout.in(values(), release + ".overrides.yaml");
  }
}
