package dev.meshgen.compile;

import dev.meshgen.issue.IssueRequest;
import dev.meshgen.issue.Issued;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.review.LockChange;
import dev.meshgen.tree.OutputTree;
import dev.meshgen.trust.RootProgress;
import java.util.ArrayList;
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
 * @param planned what was about to be issued, for people
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
    List<String> planned,
    List<String> notes,
    Set<String> verified,
    List<String> nextSteps) {

  /** A tree, with what people want to know of the way to it. */
  static Compiled of(
      OutputTree tree,
      MeshPlan plan,
      LockChange locks,
      Optional<String> writer,
      Issued issued,
      IssueRequest request) {
    return new Compiled(
        tree,
        plan,
        locks,
        writer,
        issued.rootKey(),
        issued.planned(),
        issued.notes(),
        issued.verified(),
        nextSteps(plan, issued, request));
  }

  private static List<String> nextSteps(MeshPlan plan, Issued issued, IssueRequest request) {
    List<String> steps = new ArrayList<>(issued.nextSteps(plan));
    Optional<RootProgress> progress = RootProgress.of(issued.meshLock(), issued.clusterLocks());
    if (request.rootStep().isPresent()) {
      steps.addAll(
          progress.map(RootProgress::hints).orElseGet(() -> RootProgress.hints(RootPhase.RETIRE)));
    }
    progress.map(RootProgress::remarks).ifPresent(steps::addAll);
    return steps;
  }

  public String mesh() {
    return plan.mesh().name();
  }
}
