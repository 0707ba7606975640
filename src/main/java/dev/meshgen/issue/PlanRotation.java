package dev.meshgen.issue;

import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.PlannedRotation.End;
import dev.meshgen.issue.RotationMembers.Member;
import dev.meshgen.issue.RotationMembers.Waiting;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides whether a step from one root to another may be taken. The rule behind all others: at no
 * time does a workload present a certificate that a workload of another cluster refuses. So every
 * cluster trusts a root before any signs with it, and signs with another, for as long as the
 * certificates of workloads live, before any ceases to trust it. What the clusters have applied is
 * not in the tree: the user says so.
 */
final class PlanRotation {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final RootStep step;
  private final Report report;
  private final RotationMembers members;
  private final RotationRefusals refusals;
  private final RotationGuards guards;

  private PlanRotation(
      MeshPlan plan,
      CommittedSecrets committed,
      RootStep step,
      RotationMembers members,
      Instant now,
      Report report) {
    this.plan = plan;
    this.committed = committed;
    this.step = step;
    this.members = members;
    this.report = report;
    this.refusals = new RotationRefusals(plan, committed, step);
    this.guards = new RotationGuards(plan, committed, members, step, now);
  }

  /** Empty, and reported, if the step may not be taken. */
  static Optional<PlannedRotation> plan(
      MeshPlan plan, CommittedSecrets committed, RootStep step, Instant now, Report report) {
    RotationRefusals refusals = new RotationRefusals(plan, committed, step);
    if (plan.clusters().stream().allMatch(cluster -> cluster.cacerts().isEmpty())) {
      report.add(refusals.elsewhere());
      return Optional.empty();
    }
    Optional<RotationMembers> members = RotationMembers.of(plan, committed);
    if (committed.root().isEmpty() || members.isEmpty()) {
      report.add(refusals.pending("the tree is not complete yet"));
      return Optional.empty();
    }
    return new PlanRotation(plan, committed, step, members.get(), now, report).plan();
  }

  private Optional<PlannedRotation> plan() {
    return switch (step.phase()) {
      case DISTRIBUTE -> step.back() ? withdraw() : distribute();
      case SIGN -> step.back() ? signByOld() : signByNew();
      case RETIRE -> step.back() ? trustAgain() : retire();
    };
  }

  private Optional<PlannedRotation> distribute() {
    Optional<LockedRotation> before = committed.rotation();
    NextRoot next = new NextRoot(committed);
    if (before.isPresent()
        && (before.get().phase() != RootPhase.DISTRIBUTE || before.get().back())) {
      return refuse(refusals.order("the new root is already distributed"));
    }
    if (before.isPresent()) {
      return step.certificate()
              .filter(given -> !given.facts().sha256().equals(before.get().sha256()))
              .isPresent()
          ? refuse(next.another())
          : change(RootChange.TRUST_NEW, before.get(), End.NOT_YET);
    }
    if (step.certificate().isEmpty() && plan.signs() != KeyHolder.MINTED) {
      return refuse(next.notAtHand());
    }
    Optional<Diagnostic> problem = step.certificate().flatMap(next::collision);
    return problem.isPresent() ? refuse(problem.get()) : Optional.of(arrival());
  }

  /** Imported {@code cacerts} may bring the new root along. */
  private PlannedRotation arrival() {
    Optional<LockedRotation> arrives =
        step.certificate()
            .map(
                given ->
                    new LockedRotation(
                        RootPhase.DISTRIBUTE, false, CertificateEntry.ofRoot(given.facts())));
    SortedSet<String> clusters =
        affected(member -> arrives.filter(root -> member.roots().trusts(root.sha256())).isEmpty());
    return new PlannedRotation(
        Optional.of(RootChange.TRUST_NEW),
        clusters,
        PlannedRequests.NONE,
        arrives,
        End.NOT_YET,
        arrives.isEmpty(),
        step.certificate());
  }

  private Optional<PlannedRotation> signByNew() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() == RootPhase.RETIRE) {
      return refuse(
          refusals.order(
              before == null
                  ? "no new root has been distributed"
                  : "all clusters already sign with the new root"));
    }
    Optional<Diagnostic> problem =
        guards.untrusted(before).or(() -> guards.cannotSignByNew(before));
    return problem.isPresent()
        ? refuse(problem.get())
        : change(RootChange.SIGN_BY_NEW, before.in(RootPhase.SIGN, false), End.NOT_YET);
  }

  private Optional<PlannedRotation> signByOld() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() != RootPhase.SIGN) {
      return refuse(
          before != null && before.phase() == RootPhase.RETIRE
              ? refusals.order("some clusters no longer trust the old root")
              : refusals.noWayBack("the new root has not signed anything"));
    }
    Optional<Diagnostic> problem = guards.cannotSignByOld();
    return problem.isPresent()
        ? refuse(problem.get())
        : change(RootChange.SIGN_BY_OLD, before.in(RootPhase.SIGN, true), End.NOT_YET);
  }

  private Optional<PlannedRotation> retire() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() == RootPhase.DISTRIBUTE || before.back()) {
      return refuse(
          refusals.order(
              before == null
                  ? "no new root has been distributed"
                  : "the new root does not sign for the clusters yet"));
    }
    Optional<Diagnostic> problem =
        guards.stillNeeded(before.sha256()).or(() -> guards.otherAuthority(before.sha256()));
    return problem.isPresent()
        ? refuse(problem.get())
        : change(RootChange.DISTRUST_OLD, before.in(RootPhase.RETIRE, false), End.REPLACED);
  }

  private Optional<PlannedRotation> withdraw() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null) {
      return refuse(refusals.noWayBack("no new root has been distributed"));
    }
    boolean signed = before.phase() != RootPhase.DISTRIBUTE || before.back();
    if (signed && !before.back()) {
      return refuse(refusals.order("the new root signs"));
    }
    String old = old();
    Optional<Diagnostic> problem =
        (signed ? guards.stillNeeded(old) : guards.inUse(old)).or(() -> guards.otherAuthority(old));
    return problem.isPresent()
        ? refuse(problem.get())
        : change(RootChange.DISTRUST_NEW, before.in(RootPhase.DISTRIBUTE, signed), End.WITHDRAWN);
  }

  private Optional<PlannedRotation> trustAgain() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() != RootPhase.RETIRE) {
      return refuse(
          refusals.noWayBack(
              before == null
                  ? "no rotation is in progress, and the tree holds one root"
                  : "every cluster trusts both roots"));
    }
    boolean all = isEverywhere(RootChange.TRUST_OLD, before.sha256());
    return change(
        RootChange.TRUST_OLD, all ? before.in(RootPhase.SIGN, false) : before, End.NOT_YET);
  }

  /** Of the chosen clusters those that are not there yet; ends the rotation if none is left. */
  private Optional<PlannedRotation> change(RootChange change, LockedRotation after, End end) {
    String next = after.sha256();
    End reached = isEverywhere(change, next) ? end : End.NOT_YET;
    SortedSet<String> clusters = affected(member -> !isDone(change, member, next));
    return Optional.of(
        new PlannedRotation(
            Optional.of(change),
            clusters,
            change.signs() ? requests(change, clusters, next) : PlannedRequests.NONE,
            reached == End.NOT_YET ? Optional.of(after) : Optional.empty(),
            reached,
            false,
            Optional.empty()));
  }

  private boolean isDone(RootChange change, Member member, String next) {
    return change.in(member.roots(), old(), next).equals(member.roots());
  }

  /** Whether every cluster is where the step leads, once it is taken. */
  private boolean isEverywhere(RootChange change, String next) {
    return members.signing().stream()
        .allMatch(member -> step.isOf(member.name()) || isDone(change, member, next));
  }

  /** A key of the tree signs at once, and so does a server; else somebody has to be asked. */
  private PlannedRequests requests(RootChange change, SortedSet<String> clusters, String next) {
    boolean byNew = change == RootChange.SIGN_BY_NEW;
    String root = byNew ? next : old();
    boolean asks =
        plan.signs() == KeyHolder.CEREMONY && KeysOfTree.below(plan, committed, byNew).isEmpty();
    SortedSet<String> ask = new TreeSet<>(asks ? clusters : new TreeSet<>());
    members.waiting().stream()
        .filter(each -> asks && step.isOf(each.name()) && !each.asked().equals(root))
        .map(Waiting::name)
        .forEach(ask::add);
    SortedSet<String> withdraw =
        affected(
            member ->
                !ask.contains(member.name())
                    && member.asked().filter(asked -> !asked.equals(root)).isPresent());
    return new PlannedRequests(ask, withdraw);
  }

  private SortedSet<String> affected(Predicate<Member> which) {
    return members.names(member -> step.isOf(member.name()) && which.test(member)).stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String old() {
    return committed.root().map(LockedCertificate::sha256).orElseThrow();
  }

  private Optional<PlannedRotation> refuse(Diagnostic why) {
    report.add(why);
    return Optional.empty();
  }
}
