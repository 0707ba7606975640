package dev.meshgen.trust;

import dev.meshgen.issue.CommittedSecrets;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Finds the authorities of a mesh in its locks. */
public final class Signers {
  private Signers() {}

  /** What ends first comes first, what was never issued last. */
  public static List<Signer> of(MeshPlan plan, CommittedSecrets committed) {
    List<Signer> signers = new ArrayList<>();
    plan.root()
        .ifPresent(
            root ->
                signers.add(
                    signer(Optional.empty(), root, committed.meshLock().map(MeshLock::sealed))));
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<ClusterLock> lock =
          Optional.ofNullable(committed.clusterLocks().get(cluster.name()));
      cluster
          .cacerts()
          .ifPresent(
              secret ->
                  signers.add(
                      signer(Optional.of(cluster.name()), secret, lock.map(ClusterLock::sealed))));
    }
    signers.sort(
        Comparator.comparing(
                (Signer signer) -> signer.certificate().map(each -> each.notAfter()).orElse(null),
                Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(signer -> signer.cluster().orElse("")));
    return List.copyOf(signers);
  }

  private static Signer signer(
      Optional<String> cluster,
      SecretPlan secret,
      Optional<SortedMap<String, SealedFacts>> locked) {
    return new Signer(
        cluster,
        secret.path(),
        locked
            .flatMap(files -> Optional.ofNullable(files.get(secret.path())))
            .flatMap(SealedFacts::certificate));
  }
}
