package dev.meshgen.review;

import dev.meshgen.lock.RunningCluster;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;

/**
 * An existing cluster.
 *
 * @param before what runs in it
 * @param after what will
 */
record ClusterChange(Cluster cluster, RunningCluster before, RunningCluster after) {

  /** Whether a control plane that runs is gone afterwards. */
  boolean losesControlPlane() {
    return !after
        .istio()
        .controlPlanes()
        .keySet()
        .containsAll(before.istio().controlPlanes().keySet());
  }

  /** Whether there is a control plane without a revision, and was none. */
  boolean getsDefault() {
    return after.istio().controlPlanes().containsKey(Revision.DEFAULT)
        && !before.istio().controlPlanes().containsKey(Revision.DEFAULT);
  }

  /** Whether a control plane of the same revision is the same one. */
  boolean keepsInstaller() {
    return before.istio().install().equals(after.istio().install());
  }
}
