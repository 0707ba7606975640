package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The clusters that a step from one root to another is about, by what their locks say.
 *
 * @param signing those whose istiod signs with what the tree holds
 * @param waiting those that wait for their first certificate; nothing runs there yet
 */
record RotationMembers(List<Member> signing, List<Waiting> waiting) {
  RotationMembers {
    signing = List.copyOf(signing);
    waiting = List.copyOf(waiting);
  }

  /**
   * A cluster that signs.
   *
   * @param asked SHA-256 of the root that its next certificate is to lead to, if it waits for one
   */
  record Member(
      String name, ClusterRoots roots, LockedCertificate certificate, Optional<String> asked) {}

  /**
   * A cluster that does not sign yet.
   *
   * @param asked SHA-256 of the root that its certificate is to lead to
   */
  record Waiting(String name, String asked) {}

  /** Empty if a cluster lacks what a render would make, or all do. */
  static Optional<RotationMembers> of(MeshPlan plan, CommittedSecrets committed) {
    String old = committed.root().map(LockedCertificate::sha256).orElse("");
    List<Member> signing = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.cacerts().isEmpty()) {
        continue;
      }
      Optional<SealedFacts> facts = committed.facts(cluster.cacerts().get());
      Optional<String> asked = asked(cluster, committed, old);
      if (facts.isPresent()) {
        signing.add(
            new Member(
                cluster.name(),
                ClusterRoots.of(facts.get()),
                facts.get().certificate().orElseThrow(),
                asked));
      } else if (asked.isPresent()) {
        waiting.add(new Waiting(cluster.name(), asked.get()));
      } else if (plan.signs() != KeyHolder.CEREMONY) {
        return Optional.empty();
      }
    }
    return signing.isEmpty()
        ? Optional.empty()
        : Optional.of(new RotationMembers(signing, waiting));
  }

  private static Optional<String> asked(
      ClusterPlan cluster, CommittedSecrets committed, String old) {
    return cluster
        .trust()
        .request()
        .flatMap(committed::facts)
        .flatMap(SealedFacts::request)
        .map(request -> request.root().orElse(old));
  }

  /** The names of those that sign and are like that. */
  List<String> names(Predicate<Member> which) {
    return signing.stream().filter(which).map(Member::name).toList();
  }
}
