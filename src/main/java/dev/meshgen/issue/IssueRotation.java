package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueRoot.Minted;
import dev.meshgen.issue.PlannedRotation.End;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootCertificate;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.Kind;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out what was planned about the roots: the new one comes, clusters change, one goes. */
final class IssueRotation {
  private final IssuingTools bench;
  private final PlannedRotation planned;
  private final RootPems pems;
  private final List<String> notes;
  private Optional<LockedRotation> rotation;

  IssueRotation(IssuingTools bench, RootPems pems, List<String> notes) {
    this.bench = bench;
    this.planned = bench.rotation();
    this.pems = pems;
    this.notes = notes;
    this.rotation = planned.after().or(bench.committed()::rotation);
  }

  /**
   * Makes the new root, or takes the certificate that was handed over.
   *
   * @return whether all went well; the report says what did not
   */
  boolean arrive(AdoptSealed adopt, boolean strangers, List<Sealed> all) {
    if (planned.mints()) {
      SecretPlan place = bench.plan().nextRoot().orElseThrow();
      Optional<Minted> minted =
          new IssueRoot(bench, adopt, place).mintNext(generation(), strangers, notes);
      minted.ifPresent(
          made -> {
            LockedCertificate facts = made.sealed().facts().certificate().orElseThrow();
            rotation = Optional.of(new LockedRotation(RootPhase.DISTRIBUTE, false, facts));
            pems.add(facts.sha256(), made.pem());
            all.add(made.sealed());
          });
      return minted.isPresent();
    }
    planned
        .given()
        .filter(given -> pems.get(given.facts().sha256()).isEmpty())
        .ifPresent(this::announce);
    return true;
  }

  private void announce(RootCertificate given) {
    pems.add(given.facts().sha256(), given.pem());
    notes.add(
        "distributes the root "
            + given.facts().subject()
            + ", SHA-256 "
            + given.facts().sha256()
            + "; its key is not in the tree");
  }

  /** One more than any root of the mesh has had: no two may share a subject. */
  private int generation() {
    int locked = bench.committed().root().map(LockedCertificate::generation).orElse(1);
    return 1 + Math.max(locked, named().orElse(1));
  }

  private Optional<Integer> named() {
    try {
      Optional<String> pem = bench.committed().rootPem();
      return pem.isPresent()
          ? CertificateEntry.generation(CertificateFacts.of(pem.get()).subject())
          : Optional.empty();
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  /** Lets clusters trust more, or less. */
  void rebundle(Map<SecretPlan, Decision> decisions, List<Sealed> all) {
    List<RebundleRoots.Task> tasks = new ArrayList<>();
    String old = bench.committed().root().map(LockedCertificate::sha256).orElse("");
    for (ClusterPlan cluster : bench.plan().clusters()) {
      Optional<SecretPlan> secret =
          cluster.cacerts().filter(each -> decisions.get(each) == Decision.REBUNDLE);
      if (secret.isPresent()) {
        ClusterRoots before = bench.committed().roots(secret.get()).orElseThrow();
        String next = rotation.map(LockedRotation::sha256).orElse(next());
        tasks.add(
            new RebundleRoots.Task(
                secret.get(), before, planned.change().orElseThrow().in(before, old, next)));
      }
    }
    new RebundleRoots(bench, pems).run(tasks, all);
  }

  /** Of a rotation that ends with this run. */
  private String next() {
    return bench.committed().rotation().map(LockedRotation::sha256).orElse("");
  }

  /** Whether one of two roots is gone. */
  boolean isOver() {
    return planned.end() != End.NOT_YET;
  }

  /** The sealed files that remain; at the end, keys of the new root are those of the root. */
  List<Sealed> settle(List<Sealed> all) {
    if (planned.end() == End.WITHDRAWN) {
      return all.stream().filter(each -> !each.secret().isNext()).toList();
    }
    if (planned.end() == End.NOT_YET) {
      return all;
    }
    List<Sealed> settled = new ArrayList<>();
    for (Sealed each : all) {
      if (each.secret().isNext()) {
        boolean root = each.secret().kind() == Kind.NEXT_ROOT;
        settled.add(each.as((root ? bench.plan().root() : bench.plan().issuer()).orElseThrow()));
      } else if (!each.secret().isSigner()) {
        settled.add(each);
      }
    }
    return settled;
  }

  /** What the lock says of the rotation. */
  Optional<LockedRotation> after() {
    return isOver() ? Optional.empty() : rotation;
  }

  /** The same, once it is known what signs: imported {@code cacerts} may be ahead of the rest. */
  Optional<LockedRotation> after(List<Sealed> all) {
    return after()
        .map(
            found ->
                found.phase() == RootPhase.DISTRIBUTE && !found.back() && signs(found, all)
                    ? found.in(RootPhase.SIGN, false)
                    : found);
  }

  private static boolean signs(LockedRotation rotation, List<Sealed> all) {
    return all.stream()
        .filter(each -> each.secret().kind() == Kind.CACERTS)
        .flatMap(each -> each.facts().certificate().stream())
        .anyMatch(facts -> facts.issuer().equals(rotation.sha256()));
  }

  /** What the lock says of a root whose key the tree need not hold. */
  Optional<LockedCertificate> root(Optional<LockedCertificate> before) {
    return planned.end() == End.REPLACED && before.isPresent()
        ? bench.committed().rotation().map(LockedRotation::root)
        : before;
  }

  /** The certificates of the roots, that of the mesh first. */
  Optional<String> certificates(Optional<String> root) {
    if (planned.end() == End.REPLACED) {
      return pems.get(next());
    }
    Optional<String> second = after().flatMap(each -> pems.get(each.sha256()));
    return root.map(pem -> pem + second.orElse(""));
  }

  /** {@link Code#ROTATION_KEY_MISSING}, where the new root signs for new clusters already. */
  static Diagnostic keyMissing(CommittedSecrets committed, List<SecretPlan> toSign) {
    return Diagnostic.of(
            Code.ROTATION_KEY_MISSING,
            Span.of(committed.folder() + "/" + Layout.ROOT_LOCK),
            IssueRoot.purpose(toSign) + ", and that of the new root is not in the tree")
        .expecting("the key of the new root, or of an authority below it")
        .hinting("import it with `meshgen trust import --certificate FILE --key FILE`");
  }
}
