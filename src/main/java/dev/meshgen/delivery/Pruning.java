package dev.meshgen.delivery;

import dev.meshgen.plan.ClusterPlan;
import java.util.Optional;

/**
 * What an engine does to a cluster when files of the tree are gone. In sentences without period.
 */
public interface Pruning {

  /**
   * Whether a layer that holds nothing any more has to stay, because what it held is pruned only
   * while it is there.
   */
  boolean keepsEmptiedLayers();

  /** Whether the Secret of a ServiceAccount's token goes with the file that it was in. */
  boolean prunesTokens();

  /** Who does it, seen from a cluster. */
  String by();

  /** When all files of a cluster are gone. */
  String ofCluster(String cluster);

  /** The same for a cluster that was detached before, in Markdown. */
  String ofDetached(String cluster);

  /**
   * When one file is gone while its cluster stays.
   *
   * @param path within the tree
   * @return empty if nothing in the cluster goes with it
   */
  Optional<String> ofFile(ClusterPlan cluster, String path);

  /**
   * What kubectl shows in Istio's namespace until a Helm release whose files are gone is
   * uninstalled; empty if it never is, and people have to remove what it installed.
   */
  Optional<String> uninstalling();
}
