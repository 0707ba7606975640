package dev.meshgen.upgrade;

import java.util.List;

/** Names of clusters, for people: of many, the first. */
public final class ClusterNames {
  private static final int SHOWN = 8;

  private ClusterNames() {}

  /** All of them, or so many that a line can hold them. */
  public static String some(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
