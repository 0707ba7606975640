package dev.meshgen.issue;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.plan.MeshPlan;
import java.util.List;
import java.util.SortedMap;

/**
 * Every sealed file, with the locks that describe them.
 *
 * @param sealed bytes by path
 * @param rootCertificate the root's certificate, PEM
 * @param clusterLocks by cluster
 * @param resealsRoot whether an existing root was sealed to other recipients
 * @param notes what was done, for people
 */
public record Issued(
    SortedMap<String, byte[]> sealed,
    String rootCertificate,
    MeshLock meshLock,
    SortedMap<String, ClusterLock> clusterLocks,
    boolean resealsRoot,
    List<String> notes) {

  /** What comes next for the clusters that are on their way into the mesh, or out of it. */
  public List<String> nextSteps(MeshPlan plan) {
    return NextSteps.of(plan, this);
  }
}
