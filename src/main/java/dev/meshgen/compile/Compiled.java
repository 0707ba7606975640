package dev.meshgen.compile;

import dev.meshgen.issue.Issued;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.review.LockChange;
import dev.meshgen.tree.OutputTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The finished tree.
 *
 * @param plan what it was rendered from
 * @param locks those of the clusters, as they were and will be
 * @param writer major and minor of the meshgen that wrote the committed tree, if it is known
 * @param rootKey what becomes of the root's sealed key
 * @param notes what was issued on the way, for people
 * @param verified SHA-256 of what is known to be as the locks say
 * @param nextSteps what comes next for clusters that join or leave, for people
 */
public record Compiled(
    OutputTree tree,
    MeshPlan plan,
    LockChange locks,
    Optional<String> writer,
    Issued.KeyChange rootKey,
    List<String> notes,
    Set<String> verified,
    List<String> nextSteps) {

  public String mesh() {
    return plan.mesh().name();
  }
}
