package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.RotationMembers.Member;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says why a step from one root to another is refused, and what comes first. */
final class RotationRefusals {
  private static final int SHOWN = 5;

  private final MeshPlan plan;
  private final RootStep step;
  private final Span lock;

  RotationRefusals(MeshPlan plan, CommittedSecrets committed, RootStep step) {
    this.plan = plan;
    this.step = step;
    this.lock = Span.of(committed.folder() + "/" + Layout.ROOT_LOCK);
  }

  /** {@link Code#ROTATION_ELSEWHERE}. */
  Diagnostic elsewhere() {
    return Diagnostic.of(
            Code.ROTATION_ELSEWHERE,
            plan.mesh().trust().authority().settings().document(),
            "the tree holds no keys and no bundle of roots: the root is replaced where cacerts is"
                + " filled")
        .expecting("an authority whose keys are sealed in the tree")
        .hinting(
            "have all clusters trust both roots where cacerts is filled, then sign with the new"
                + " one, then remove the old one; src/docs/trust.md has the rules");
  }

  /** {@link Code#ROTATION_PENDING}. */
  Diagnostic pending(String why) {
    return Diagnostic.of(Code.ROTATION_PENDING, lock, why)
        .expecting("a tree that matches its spec")
        .hinting("run `meshgen render`, merge the result, then repeat the step");
  }

  /** {@link Code#ROTATION_ORDER}. */
  Diagnostic order(String why) {
    return Diagnostic.of(
            Code.ROTATION_ORDER, lock, "`" + step.command() + "` is not the next step: " + why)
        .expecting("distribute, sign or retire, or `--back` from one of them")
        .hinting("`meshgen trust status` prints the next step");
  }

  /** {@link Code#ROTATION_NO_WAY_BACK}. */
  Diagnostic noWayBack(String why) {
    return Diagnostic.of(
            Code.ROTATION_NO_WAY_BACK, lock, "there is no step to go back from: " + why)
        .expecting("a rotation in that phase")
        .hinting(
            "to bring back a removed root, distribute it like a new one: `"
                + RootStep.command(RootPhase.DISTRIBUTE)
                + " --certificate FILE`, with its certificate from Git");
  }

  /** {@link Code#BUNDLE_MISSING}. */
  Diagnostic bundleMissing(List<String> clusters) {
    return Diagnostic.of(
            Code.BUNDLE_MISSING,
            lock,
            "not every cluster trusts the new root yet: "
                + shown(clusters)
                + " would refuse workloads with its certificates")
        .expecting("both roots in root-cert.pem of every cluster")
        .hinting("first run `" + RootStep.command(RootPhase.DISTRIBUTE) + "`");
  }

  /** {@link Code#ROTATION_UNCONFIRMED}. */
  Diagnostic unconfirmed(String what) {
    return Diagnostic.of(
            Code.ROTATION_UNCONFIRMED,
            lock,
            "the tree does not show what clusters have applied: confirm " + what)
        .expecting("--confirm-applied")
        .hinting(
            "check it as the README of the tree says under \"Rotation of the root\", then run `"
                + step.command()
                + " --confirm-applied`");
  }

  /** {@link Code#ROTATION_KEY_MISSING}. */
  Diagnostic keyMissing(String root) {
    return Diagnostic.of(
            Code.ROTATION_KEY_MISSING,
            lock,
            "the tree holds no key of the "
                + (step.back() ? "old" : "new")
                + " root, nor of an authority below it")
        .expecting("a key to sign intermediates with, below the root " + root)
        .hinting(
            (plan.importsKeys() ? "run" : "set `trust.authority: {files: {}}`, then run")
                + " `meshgen trust import --certificate FILE --key FILE`; or set `trust.authority`"
                + " to one that signs below that root, such as `csr` or `vault`");
  }

  /** {@link Code#ROTATION_AUTHORITY}. */
  Diagnostic authority(String stays) {
    return Diagnostic.of(
            Code.ROTATION_AUTHORITY,
            plan.mesh().trust().authority().settings().document(),
            "the root "
                + stays
                + " stays, but `trust.authority: "
                + plan.mesh().trust().authority().kind()
                + "` does not sign below it")
        .expecting("the authority of the remaining root, before the other is removed")
        .hinting(
            plan.signs() == KeyHolder.MINTED
                ? "set `trust.authority` to one that signs below that root, such as `csr` or"
                    + " `vault`"
                : "revert `trust.authority` to the one with its key in the tree, `generated` or"
                    + " `files`, render, and repeat the step");
  }

  /** {@link Code#ROOT_STILL_SIGNS}. */
  Diagnostic stillSigns(List<String> clusters) {
    boolean back = step.back();
    return Diagnostic.of(
            Code.ROOT_STILL_SIGNS,
            lock,
            "the "
                + (back ? "new" : "old")
                + " root still signs for "
                + shown(clusters)
                + ", whose workloads would be refused")
        .expecting("intermediates of the other root in every cluster")
        .hinting(
            "first run `"
                + RootStep.command(RootPhase.SIGN)
                + (back ? " --back" : "")
                + "` for them, or "
                + (plan.signs() == KeyHolder.CEREMONY
                    ? "have their requests signed and run `meshgen trust import FILE`"
                    : "`meshgen trust import CLUSTER --cacerts FILE` with theirs"));
  }

  /** The same of clusters in which nothing runs yet. */
  Diagnostic stillAsked(List<String> clusters) {
    boolean one = clusters.size() == 1;
    return Diagnostic.of(
            Code.ROOT_STILL_SIGNS,
            lock,
            "the "
                + (step.back() ? "new" : "old")
                + " root still has open requests for "
                + shown(clusters)
                + ", whose workloads would be refused")
        .expecting((one ? "a request" : "requests") + " to the other root")
        .hinting(
            "run `meshgen trust csr "
                + String.join(" ", clusters)
                + " --withdraw`; "
                + (one ? "it is" : "they are")
                + " then requested again");
  }

  /** {@link Code#ROOT_RETIRED_EARLY}. */
  Diagnostic early(Member newest, Duration lifetime, Instant end) {
    return Diagnostic.of(
            Code.ROOT_RETIRED_EARLY,
            lock,
            "workloads may hold certificates of that root until "
                + end
                + ": the newest intermediate, that of \""
                + newest.name()
                + "\", is valid from "
                + newest.certificate().notBefore()
                + ", and certificates of workloads for "
                + LeafLifetime.words(lifetime))
        .expecting("a later time")
        .hinting("wait: workloads renew certificates halfway through their lifetime");
  }

  private static String shown(List<String> names) {
    return names.size() > SHOWN
        ? String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more"
        : String.join(", ", names);
  }
}
