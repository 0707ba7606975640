package dev.meshgen.delivery;

import dev.meshgen.plan.ClusterPlan;
import java.util.Optional;

/**
 * What an engine does to a cluster when files of the tree are gone. In sentences without period.
 */
public interface Pruning {

  /** When all files of a cluster are gone. */
  String ofCluster(String cluster);

  /**
   * When one file is gone while its cluster stays.
   *
   * @param path within the tree
   * @return empty if nothing in the cluster goes with it
   */
  Optional<String> ofFile(ClusterPlan cluster, String path);
}
