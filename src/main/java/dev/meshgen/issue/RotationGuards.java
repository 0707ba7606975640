package dev.meshgen.issue;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.issue.RotationMembers.Member;
import dev.meshgen.issue.RotationMembers.Waiting;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Conditions that all clusters must meet before a step; each is empty if it is met. */
final class RotationGuards {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final RotationMembers members;
  private final RootStep step;
  private final Instant now;
  private final RotationRefusals refusals;

  RotationGuards(
      MeshPlan plan,
      CommittedSecrets committed,
      RotationMembers members,
      RootStep step,
      Instant now) {
    this.plan = plan;
    this.committed = committed;
    this.members = members;
    this.step = step;
    this.now = now;
    this.refusals = new RotationRefusals(plan, committed, step);
  }

  /** Why the new root may not sign yet. */
  Optional<Diagnostic> untrusted(LockedRotation before) {
    List<String> without = members.names(member -> !member.roots().trusts(before.sha256()));
    if (!without.isEmpty()) {
      return Optional.of(refusals.bundleMissing(without));
    }
    return before.phase() == RootPhase.DISTRIBUTE && !step.applied()
        ? Optional.of(
            refusals.unconfirmed(
                "that every cluster has applied the bundle, and that its workloads trust both"
                    + " roots"))
        : Optional.empty();
  }

  /** Where the tree has to hold what signs below the new root, and does not. */
  Optional<Diagnostic> cannotSignByNew(LockedRotation before) {
    return plan.signs().isAsked() || plan.nextSigners().stream().anyMatch(key -> leads(key, before))
        ? Optional.empty()
        : Optional.of(refusals.keyMissing(before.sha256()));
  }

  private boolean leads(SecretPlan key, LockedRotation rotation) {
    return committed
        .facts(key)
        .flatMap(SealedFacts::certificate)
        .filter(
            facts ->
                facts.issuer().equals(rotation.sha256())
                    || facts.sha256().equals(rotation.sha256()))
        .isPresent();
  }

  /** The same below the old one. */
  Optional<Diagnostic> cannotSignByOld() {
    return plan.signs().isAsked() || KeysOfTree.below(plan, committed, false).isPresent()
        ? Optional.empty()
        : Optional.of(
            refusals.keyMissing(committed.root().map(LockedCertificate::sha256).orElse("")));
  }

  /** Who is to sign from now on, if that is not what the spec names. */
  Optional<Diagnostic> otherAuthority(String stays) {
    boolean other =
        step.back()
            ? plan.signs().isAsked() && KeysOfTree.below(plan, committed, false).isPresent()
            : plan.signs() == KeyHolder.MINTED && KeysOfTree.below(plan, committed, true).isEmpty();
    return other ? Optional.of(refusals.authority(stays)) : Optional.empty();
  }

  /** Why a root other than {@code stays} cannot go yet. */
  Optional<Diagnostic> stillNeeded(String stays) {
    Optional<Diagnostic> problem = inUse(stays);
    if (problem.isPresent()) {
      return problem;
    }
    Duration lifetime = LeafLifetime.longest(plan.mesh());
    Member newest =
        members.signing().stream()
            .max(Comparator.comparing(member -> member.certificate().notBefore()))
            .orElseThrow();
    Instant end = newest.certificate().notBefore().plus(CertificateIssuer.BACKDATED).plus(lifetime);
    if (now.isBefore(end)) {
      return Optional.of(refusals.early(newest, lifetime, end));
    }
    return isBegun() || step.applied()
        ? Optional.empty()
        : Optional.of(
            refusals.unconfirmed(
                "that every cluster has applied its new intermediate for at least "
                    + LeafLifetime.words(lifetime)
                    + ", so that no workload holds a certificate of the other root"));
  }

  /** Whether the same step was taken for other clusters. */
  private boolean isBegun() {
    return committed
        .rotation()
        .filter(
            each ->
                each.phase() == RootPhase.RETIRE
                    || each.phase() == RootPhase.DISTRIBUTE && each.back())
        .isPresent();
  }

  /** Whether a root other than {@code stays} signs for a cluster, or is asked to. */
  Optional<Diagnostic> inUse(String stays) {
    List<String> others = members.names(member -> !member.roots().issuer().equals(stays));
    if (!others.isEmpty()) {
      return Optional.of(refusals.stillSigns(others));
    }
    List<String> asked =
        members.waiting().stream()
            .filter(each -> !each.asked().equals(stays))
            .map(Waiting::name)
            .toList();
    return asked.isEmpty() ? Optional.empty() : Optional.of(refusals.stillAsked(asked));
  }
}
