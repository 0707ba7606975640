package dev.meshgen.issue;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which roots each cluster has after a run, and which of them signs what the run issues. */
final class RootsOfRun {
  private final CommittedSecrets committed;
  private final PlannedRotation planned;

  RootsOfRun(CommittedSecrets committed, PlannedRotation planned) {
    this.committed = committed;
    this.planned = planned;
  }

  /** The new root, while there is one beside the old one. */
  private Optional<LockedRotation> rotation() {
    return planned.after().or(committed::rotation);
  }

  /**
   * The root that a certificate has to lead to which is asked for; empty while a mesh has one root.
   */
  Optional<String> asked(SecretPlan cacerts) {
    return rotation().isPresent()
        ? committed.root().map(old -> of(cacerts, old.sha256()).issuer())
        : Optional.empty();
  }

  /** Whether the new root signs the {@code cacerts} that the run issues for a cluster. */
  boolean isSignedByNew(SecretPlan cacerts) {
    Optional<String> old = committed.root().map(facts -> facts.sha256());
    return rotation().isPresent()
        && old.isPresent()
        && of(cacerts, old.get()).issuer().equals(rotation().get().sha256());
  }

  /**
   * The roots of a cluster. What is issued again stays in its phase: only a step leads to the next.
   *
   * @param old SHA-256 of the root that the mesh has had so far
   */
  ClusterRoots of(SecretPlan cacerts, String old) {
    Optional<ClusterRoots> before = committed.roots(cacerts).filter(roots -> isKnown(roots, old));
    if (before.isPresent()) {
      return planned.changes(cacerts.owner())
          ? planned.change().orElseThrow().in(before.get(), old, next())
          : before.get();
    }
    return fresh(old);
  }

  /** The {@code cacerts} to issue: those that the new root signs, and the others. */
  Map<Boolean, List<SecretPlan>> toSign(MeshPlan plan, Map<SecretPlan, Decision> decisions) {
    return plan.clusters().stream()
        .flatMap(cluster -> cluster.cacerts().stream())
        .filter(secret -> decisions.get(secret) == Decision.ISSUE)
        .collect(Collectors.partitioningBy(this::isSignedByNew));
  }

  /**
   * The roots that a cluster trusts with what was signed for it; in a mesh without a root so far,
   * the one that signed.
   *
   * @param pems gets that one
   */
  List<String> trusted(SecretPlan cacerts, SignedIntermediate signed, RootPems pems) {
    pems.add(signed.root().sha256(), signed.rootPem());
    String old =
        committed.root().map(LockedCertificate::sha256).orElseGet(() -> signed.root().sha256());
    return pems.known(of(cacerts, old).trusted());
  }

  /** The certificate of the new root. */
  Optional<String> nextPem(RootPems pems) {
    return rotation().flatMap(found -> pems.get(found.sha256()));
  }

  /** The new root, while there is one beside the old one. */
  Optional<LockedCertificate> newRoot() {
    return rotation().map(LockedRotation::root);
  }

  private String next() {
    return rotation().map(LockedRotation::sha256).orElse("");
  }

  private boolean isKnown(ClusterRoots roots, String old) {
    return roots.issuer().equals(old) || roots.issuer().equals(next());
  }

  /** Of a cluster that is new to the mesh. */
  private ClusterRoots fresh(String old) {
    if (rotation().isEmpty()) {
      return new ClusterRoots(old, List.of(old));
    }
    LockedRotation rotation = rotation().get();
    String issuer = rotation.signs() ? rotation.sha256() : old;
    boolean alone =
        rotation.phase() == RootPhase.RETIRE
            || rotation.phase() == RootPhase.DISTRIBUTE && rotation.back();
    return new ClusterRoots(issuer, alone ? List.of(issuer) : List.of(old, rotation.sha256()));
  }
}
