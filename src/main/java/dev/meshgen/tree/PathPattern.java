package dev.meshgen.tree;

import java.util.List;

/** Regular expressions over the paths of sealed files, as the creation rules of sops take them. */
public final class PathPattern {
  private static final String SEALED = quoted(Layout.SEALED) + "$";

  private PathPattern() {}

  /** One file. */
  public static String of(String path) {
    return "^" + quoted(path) + "$";
  }

  /** The sealed files directly in a folder. */
  public static String sealedIn(String folder) {
    return "^" + Layout.in(folder, "[^/]+" + SEALED);
  }

  /** Those of some clusters. */
  public static String sealedOf(List<String> clusters) {
    return "^" + Layout.CLUSTERS + "/(" + String.join("|", clusters) + ")/.*" + SEALED;
  }

  /** Those of all clusters. */
  public static String sealedOfClusters() {
    return "^" + Layout.CLUSTERS + "/.*" + SEALED;
  }

  /** One file of a layer of some clusters. */
  public static String sealedOf(List<String> clusters, String layer, String name) {
    return one("(" + String.join("|", clusters) + ")", layer, name);
  }

  /** One of a layer of all clusters. */
  public static String sealedOfClusters(String layer, String name) {
    return one("[^/]+", layer, name);
  }

  /** The sealed keys of some clusters for which there is no certificate yet. */
  public static String requestsOf(List<String> clusters) {
    return requests("(" + String.join("|", clusters) + ")");
  }

  /** Those of all clusters. */
  public static String requestsOfClusters() {
    return requests("[^/]+");
  }

  private static String requests(String clusters) {
    return "^" + quoted(Layout.cluster("\0").requestKey()).replace("\0", clusters) + "$";
  }

  /** What waits to be imported into Vault. */
  public static String bundled() {
    return "^"
        + quoted(Layout.cluster("\0").bundled("\1")).replace("\0", "[^/]+").replace("\1", "[^/]+")
        + "$";
  }

  private static String one(String clusters, String layer, String name) {
    return "^" + Layout.CLUSTERS + "/" + clusters + "/" + quoted(Layout.sealed(layer, name)) + "$";
  }

  private static String quoted(String path) {
    return path.replace(".", "\\.");
  }
}
