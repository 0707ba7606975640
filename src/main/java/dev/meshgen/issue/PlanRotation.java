package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.PlannedRotation.End;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.SigningAuthority;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootCertificate;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private static final int SHOWN = 5;

  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final RootStep step;
  private final Instant now;
  private final Report report;
  private final List<Member> members = new ArrayList<>();

  PlanRotation(
      MeshPlan plan, CommittedSecrets committed, RootStep step, Instant now, Report report) {
    this.plan = plan;
    this.committed = committed;
    this.step = step;
    this.now = now;
    this.report = report;
  }

  /** A cluster whose istiod signs with what the tree holds. */
  private record Member(String name, ClusterRoots roots, LockedCertificate certificate) {}

  /**
   * {@link Code#ROTATION_ELSEWHERE}, where certificates are asked for: whoever answers would have
   * to be told which of two roots is to sign.
   */
  static Optional<Diagnostic> unsupported(MeshPlan plan) {
    if (plan.signs() != KeyHolder.SERVER && plan.signs() != KeyHolder.CEREMONY) {
      return Optional.empty();
    }
    SigningAuthority authority = plan.mesh().trust().authority();
    return Optional.of(
        Diagnostic.of(
                Code.ROTATION_ELSEWHERE,
                authority.settings().document(),
                "root rotation of a mesh with the authority \""
                    + authority.kind()
                    + "\" is not supported yet: it would have to answer with either of two roots")
            .expecting("an authority whose keys are sealed in the tree, or imported")
            .hinting(
                "rotate the root with `trust.authority: {generated: {}}` or `{files: {}}`; a"
                    + " rotation that is under way has to end before another authority signs"));
  }

  /** Empty, and reported, if the step may not be taken. */
  Optional<PlannedRotation> plan() {
    if (plan.clusters().stream().allMatch(cluster -> cluster.cacerts().isEmpty())) {
      return refuse(elsewhere());
    }
    if (committed.root().isEmpty() || !collect()) {
      return refuse(pending("the tree is not complete yet"));
    }
    return switch (step.phase()) {
      case DISTRIBUTE -> step.back() ? withdraw() : distribute();
      case SIGN -> step.back() ? signByOld() : signByNew();
      case RETIRE -> step.back() ? trustAgain() : retire();
    };
  }

  /** Whether every cluster has what it signs with. */
  private boolean collect() {
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.cacerts().isPresent()) {
        Optional<SealedFacts> facts = cluster.cacerts().flatMap(committed::facts);
        if (facts.isEmpty()) {
          return false;
        }
        members.add(
            new Member(
                cluster.name(),
                ClusterRoots.of(facts.get()),
                facts.get().certificate().orElseThrow()));
      }
    }
    return true;
  }

  private Optional<PlannedRotation> distribute() {
    Optional<LockedRotation> before = committed.rotation();
    if (before.isPresent()
        && (before.get().phase() != RootPhase.DISTRIBUTE || before.get().back())) {
      return refuse(order("the new root is distributed already"));
    }
    if (before.isPresent()) {
      if (step.certificate().isPresent()
          && !step.certificate().get().facts().sha256().equals(before.get().sha256())) {
        return refuse(
            unfit("another root is on its way already", "distribute that one, or withdraw it"));
      }
      return change(RootChange.TRUST_NEW, before.get(), End.NOT_YET);
    }
    if (step.certificate().isEmpty() && !mints()) {
      return refuse(
          unfit(
              "meshgen makes no root where certificates are imported",
              "name the certificate of the new root with --certificate FILE"));
    }
    Optional<Diagnostic> problem = step.certificate().flatMap(this::collision);
    if (problem.isPresent()) {
      return refuse(problem.get());
    }
    Optional<LockedRotation> arrives =
        step.certificate()
            .map(
                given ->
                    new LockedRotation(
                        RootPhase.DISTRIBUTE, false, CertificateEntry.ofRoot(given.facts())));
    SortedSet<String> clusters = affected(member -> !isTrusting(member, arrives));
    return Optional.of(
        new PlannedRotation(
            Optional.of(RootChange.TRUST_NEW),
            clusters,
            arrives,
            End.NOT_YET,
            arrives.isEmpty(),
            step.certificate()));
  }

  /** Imported {@code cacerts} may bring the new root along. */
  private static boolean isTrusting(Member member, Optional<LockedRotation> arrives) {
    return arrives.isPresent() && member.roots().trusts(arrives.get().sha256());
  }

  private Optional<PlannedRotation> signByNew() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() == RootPhase.RETIRE) {
      return refuse(
          order(
              before == null
                  ? "no new root has been distributed"
                  : "all clusters sign with the new root already"));
    }
    List<String> without = names(member -> !member.roots().trusts(before.sha256()));
    if (!without.isEmpty()) {
      return refuse(
          Diagnostic.of(
                  Code.BUNDLE_MISSING,
                  lock(),
                  "not every cluster trusts the new root yet: "
                      + shown(without)
                      + " would refuse"
                      + " workloads that it signed for")
              .expecting("both roots in root-cert.pem of every cluster")
              .hinting("first run `" + RootStep.command(RootPhase.DISTRIBUTE) + "`"));
    }
    if (before.phase() == RootPhase.DISTRIBUTE && !step.applied()) {
      return refuse(
          unconfirmed(
              "that every cluster has applied the bundle, and that its workloads trust both"
                  + " roots"));
    }
    if (signsInTree() && !holds(before, plan.nextIssuer()) && !holds(before, plan.nextRoot())) {
      return refuse(keyMissing(before));
    }
    return change(RootChange.SIGN_BY_NEW, before.in(RootPhase.SIGN, false), End.NOT_YET);
  }

  private Optional<PlannedRotation> signByOld() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() != RootPhase.SIGN) {
      return refuse(
          before != null && before.phase() == RootPhase.RETIRE
              ? order("some clusters no longer trust the old root")
              : noWayBack("the new root has not signed anything"));
    }
    if (signsInTree() && !holdsAny(plan.issuer()) && !holdsAny(plan.root())) {
      return refuse(keyMissing(before));
    }
    return change(RootChange.SIGN_BY_OLD, before.in(RootPhase.SIGN, true), End.NOT_YET);
  }

  private Optional<PlannedRotation> retire() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() == RootPhase.DISTRIBUTE || before.back()) {
      return refuse(
          order(
              before == null
                  ? "no new root has been distributed"
                  : "the new root does not sign for the clusters yet"));
    }
    Optional<Diagnostic> problem = stillNeeded(before.sha256());
    if (problem.isPresent()) {
      return refuse(problem.get());
    }
    return change(RootChange.DISTRUST_OLD, before.in(RootPhase.RETIRE, false), End.REPLACED);
  }

  private Optional<PlannedRotation> withdraw() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null) {
      return refuse(noWayBack("no new root has been distributed"));
    }
    boolean signed = before.phase() != RootPhase.DISTRIBUTE || before.back();
    if (signed && !before.back()) {
      return refuse(order("the new root signs"));
    }
    String old = old();
    Optional<Diagnostic> problem = signed ? stillNeeded(old) : inUse(old);
    if (problem.isPresent()) {
      return refuse(problem.get());
    }
    return change(RootChange.DISTRUST_NEW, before.in(RootPhase.DISTRIBUTE, signed), End.WITHDRAWN);
  }

  private Optional<PlannedRotation> trustAgain() {
    LockedRotation before = committed.rotation().orElse(null);
    if (before == null || before.phase() != RootPhase.RETIRE) {
      return refuse(
          noWayBack(
              before == null
                  ? "no rotation is under way, and the tree holds one root"
                  : "every cluster trusts both roots"));
    }
    SortedSet<String> clusters = affected(member -> !member.roots().trusts(old()));
    boolean all =
        members.stream()
            .allMatch(member -> member.roots().trusts(old()) || clusters.contains(member.name()));
    return Optional.of(
        new PlannedRotation(
            Optional.of(RootChange.TRUST_OLD),
            clusters,
            Optional.of(all ? before.in(RootPhase.SIGN, false) : before),
            End.NOT_YET,
            false,
            Optional.empty()));
  }

  /** Of the chosen clusters those that are not there yet; ends the rotation if none is left. */
  private Optional<PlannedRotation> change(RootChange change, LockedRotation after, End end) {
    String next = after.sha256();
    SortedSet<String> clusters =
        affected(member -> !change.in(member.roots(), old(), next).equals(member.roots()));
    boolean all =
        members.stream()
            .allMatch(
                member ->
                    clusters.contains(member.name())
                        || change.in(member.roots(), old(), next).equals(member.roots()));
    End reached = all ? end : End.NOT_YET;
    return Optional.of(
        new PlannedRotation(
            Optional.of(change),
            clusters,
            reached == End.NOT_YET ? Optional.of(after) : Optional.empty(),
            reached,
            false,
            Optional.empty()));
  }

  private SortedSet<String> affected(Predicate<Member> which) {
    return members.stream()
        .filter(member -> step.isOf(member.name()))
        .filter(which)
        .map(Member::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> names(Predicate<Member> which) {
    return members.stream().filter(which).map(Member::name).toList();
  }

  private String old() {
    return committed.root().orElseThrow().sha256();
  }

  /** Why a root other than {@code stays} cannot go yet. */
  private Optional<Diagnostic> stillNeeded(String stays) {
    Optional<Diagnostic> problem = inUse(stays);
    if (problem.isPresent()) {
      return problem;
    }
    Duration lifetime = LeafLifetime.longest(plan.mesh());
    Optional<Member> newest =
        members.stream().max(Comparator.comparing(member -> member.certificate().notBefore()));
    Optional<Instant> end =
        newest.map(
            member ->
                member.certificate().notBefore().plus(CertificateIssuer.BACKDATED).plus(lifetime));
    if (end.filter(now::isBefore).isPresent()) {
      return Optional.of(early(newest.get(), lifetime, end.get()));
    }
    boolean begun =
        committed
            .rotation()
            .filter(
                each ->
                    each.phase() == RootPhase.RETIRE
                        || each.phase() == RootPhase.DISTRIBUTE && each.back())
            .isPresent();
    return begun || step.applied()
        ? Optional.empty()
        : Optional.of(
            unconfirmed(
                "that every cluster has applied its new intermediate for at least "
                    + LeafLifetime.words(lifetime)
                    + ", so that no workload holds a certificate of the other root"));
  }

  private Optional<Diagnostic> inUse(String stays) {
    List<Member> others =
        members.stream().filter(member -> !member.roots().issuer().equals(stays)).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    boolean back = step.back();
    return Optional.of(
        Diagnostic.of(
                Code.ROOT_STILL_SIGNS,
                lock(),
                "the "
                    + (back ? "new" : "old")
                    + " root still signs for "
                    + shown(others.stream().map(Member::name).toList())
                    + ", whose workloads would be refused")
            .expecting("intermediates of the other root in every cluster")
            .hinting(
                "first run `"
                    + RootStep.command(RootPhase.SIGN)
                    + (back ? " --back" : "")
                    + "` for them, or `meshgen trust import CLUSTER --cacerts FILE` with theirs"));
  }

  private Diagnostic early(Member newest, Duration lifetime, Instant end) {
    return Diagnostic.of(
            Code.ROOT_RETIRED_EARLY,
            lock(),
            "workloads may hold certificates of that root until "
                + end
                + ": the newest intermediate, that of \""
                + newest.name()
                + "\", is valid from "
                + newest.certificate().notBefore()
                + ", and certificates of workloads for "
                + LeafLifetime.words(lifetime))
        .expecting("a time after that")
        .hinting(
            "wait: workloads renew their certificates by themselves, half-way through their lives");
  }

  private Diagnostic unconfirmed(String what) {
    return Diagnostic.of(
            Code.ROTATION_UNCONFIRMED,
            lock(),
            "the tree does not show what clusters have applied: confirm " + what)
        .expecting("--confirm-applied")
        .hinting(
            "check it as the README of the tree says under \"Rotation of the root\", then run `"
                + step.command()
                + " --confirm-applied`");
  }

  private boolean holds(LockedRotation rotation, Optional<SecretPlan> key) {
    return key.flatMap(committed::facts)
        .flatMap(SealedFacts::certificate)
        .filter(
            facts ->
                facts.issuer().equals(rotation.sha256())
                    || facts.sha256().equals(rotation.sha256()))
        .isPresent();
  }

  /** Whether a root is made here, and not elsewhere. */
  private boolean mints() {
    return plan.root().isPresent() && !plan.importsKeys();
  }

  /** Whether what signs is a key of the tree, and not an authority that is asked. */
  private boolean signsInTree() {
    return plan.root().isPresent();
  }

  private boolean holdsAny(Optional<SecretPlan> key) {
    return key.flatMap(committed::facts).isPresent();
  }

  private Diagnostic keyMissing(LockedRotation rotation) {
    String root = step.back() ? "old" : "new";
    return Diagnostic.of(
            Code.ROTATION_KEY_MISSING,
            lock(),
            "the tree holds no key of the " + root + " root, nor of an authority below it")
        .expecting(
            "one to sign intermediates with, below the root "
                + (step.back() ? old() : rotation.sha256()))
        .hinting(
            (plan.importsKeys() ? "run" : "set `trust.authority: {files: {}}`, then run")
                + " `meshgen trust import --certificate FILE --key FILE`, or import what signs in a"
                + " cluster with `meshgen trust import CLUSTER --cacerts FILE`");
  }

  /** What keeps a certificate from being told from that of the old root. */
  private Optional<Diagnostic> collision(RootCertificate given) {
    LockedCertificate old = committed.root().orElseThrow();
    CertificateFacts facts = given.facts();
    if (facts.sha256().equals(old.sha256())) {
      return Optional.of(unfit("it is the root of the mesh already", "name that of the new root"));
    }
    if (facts.publicKeySha256().equals(old.publicKey())) {
      return Optional.of(
          unfit(
              "it has the key of the root of the mesh: whoever has the one has the other",
              "have a root made with another key"));
    }
    return subject()
        .filter(facts.subject()::equals)
        .map(
            same ->
                unfit(
                    "its subject is that of the root of the mesh, \""
                        + same
                        + "\": proxies look"
                        + " issuers up by name",
                    "have a root made with another subject"));
  }

  private Optional<String> subject() {
    try {
      Optional<String> pem = committed.rootPem();
      return pem.isPresent()
          ? Optional.of(CertificateFacts.of(pem.get()).subject())
          : Optional.empty();
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  private Diagnostic unfit(String why, String way) {
    return Diagnostic.of(Code.NEXT_ROOT_UNFIT, lock(), "no new root to distribute: " + why)
        .expecting("the certificate of a root with its own key and subject")
        .hinting(way);
  }

  private Diagnostic order(String why) {
    return Diagnostic.of(
            Code.ROTATION_ORDER, lock(), "`" + step.command() + "` is not the next step: " + why)
        .expecting("distribute, sign, retire, or one of them back")
        .hinting("`meshgen trust status` names the next step");
  }

  private Diagnostic noWayBack(String why) {
    return Diagnostic.of(
            Code.ROTATION_NO_WAY_BACK, lock(), "there is nothing to go back from: " + why)
        .expecting("a rotation in the phase that is to be left")
        .hinting(
            "a root that is gone comes back like a new one: `"
                + RootStep.command(RootPhase.DISTRIBUTE)
                + " --certificate FILE`, with its certificate from Git");
  }

  private Diagnostic elsewhere() {
    return Diagnostic.of(
            Code.ROTATION_ELSEWHERE,
            plan.mesh().trust().authority().settings().document(),
            "the tree holds no keys and no bundle of roots: whoever fills cacerts replaces the"
                + " root")
        .expecting("an authority whose keys are sealed in the tree")
        .hinting(
            "have all clusters trust both roots where cacerts is filled, then sign with the new"
                + " one, then remove the old one; src/docs/trust.md has the rules");
  }

  private Diagnostic pending(String why) {
    return Diagnostic.of(Code.ROTATION_PENDING, lock(), why)
        .expecting("a tree that is what the spec compiles to")
        .hinting("run `meshgen render`, merge the result, and take the step after it");
  }

  private Span lock() {
    return Span.of(committed.folder() + "/" + Layout.ROOT_LOCK);
  }

  private static String shown(List<String> names) {
    return names.size() > SHOWN
        ? String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more"
        : String.join(", ", names);
  }

  private Optional<PlannedRotation> refuse(Diagnostic why) {
    report.add(why);
    return Optional.empty();
  }
}
