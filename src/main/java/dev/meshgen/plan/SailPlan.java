package dev.meshgen.plan;

import java.util.List;

/**
 * What the Sail Operator installs in a cluster, in place of charts.
 *
 * @param version as its resource names it
 * @param condition of the resource that has to be true before the next layer. A remote becomes
 *     ready only once its primary leads it, which takes the token of the next layer
 * @param releases those whose values make up the resource's, in order
 */
public record SailPlan(String version, String condition, List<Release> releases) {

  /** Name of the resource: with another, everything of it would carry a revision. */
  public static final String NAME = "default";

  public SailPlan {
    releases = List.copyOf(releases);
  }
}
