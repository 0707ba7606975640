package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedRevocation;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateTime;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.pki.Revocations;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is revoked, and the lists that authorities sign of it, once an intermediate was revoked. A
 * proxy refuses what leads through an authority without a list, so each has one, and {@link
 * PlaceRevocations} gives all of them to every cluster.
 */
final class RevocationRun {
  private final Revocation wish;
  private final List<LockedRevocation> revoked;
  private final OwnLists own;
  private final Revocations fresh = new Revocations();
  private final Instant now;
  private boolean signed;

  RevocationRun(
      MeshPlan plan, CommittedSecrets committed, Revocation wish, OwnLists own, Instant now) {
    this.own = own;
    this.wish = wish;
    this.now = now;
    this.revoked = new ArrayList<>();
    committed.meshLock().map(MeshLock::revoked).orElse(List.of()).stream()
        .filter(each -> !CertificateTime.isOver(each.until(), now))
        .forEach(revoked::add);
    plan.clusters().stream()
        .flatMap(cluster -> cluster.cacerts().stream())
        .filter(secret -> wish.clusters().contains(secret.owner()))
        .forEach(secret -> revoke(secret.owner(), committed.facts(secret)));
  }

  private void revoke(String cluster, Optional<SealedFacts> facts) {
    facts
        .flatMap(SealedFacts::certificate)
        .filter(found -> !CertificateTime.isOver(found.notAfter(), now))
        .map(found -> new LockedRevocation(cluster, found.serial(), found.notAfter()))
        .ifPresent(revoked::add);
  }

  /** What has to be done beside a commit. */
  List<String> notes() {
    if (!wish.lists().isEmpty() && !isInUse()) {
      return List.of("nothing is revoked yet; --list is not needed");
    }
    return wish.clusters().isEmpty()
        ? List.of()
        : List.of(
            "revoked the intermediate of "
                + String.join(", ", new TreeSet<>(wish.clusters()))
                + "; once every cluster has applied it, restart the workloads there; in all"
                + " clusters, restart those that started before the first list; gateways and"
                + " waypoints ignore revocation lists: `meshgen explain MG1090`");
  }

  /** What is revoked and has not ended. */
  List<LockedRevocation> revoked() {
    return List.copyOf(revoked);
  }

  private boolean isInUse() {
    return !revoked.isEmpty();
  }

  /**
   * Signs the list of an authority whose key is at hand. Several threads may call it.
   *
   * @param authority that signs intermediates; its list names those that are revoked
   */
  void signer(CertificateAuthority authority) throws PkiException {
    if (isInUse()) {
      add(
          RevocationList.sign(
              authority, revoked.stream().map(LockedRevocation::serial).toList(), now));
    }
  }

  /**
   * The same of an intermediate, which revokes nothing. What may sign no lists has none; that is
   * reported of all in the end.
   */
  void intermediate(String certificate, SecretBytes key) throws PkiException {
    if (isInUse()) {
      // Not closed: the key is that of the caller.
      CertificateAuthority authority = CertificateAuthority.read(certificate, key);
      try {
        add(RevocationList.sign(authority, List.of(), now));
      } finally {
        authority.close();
      }
    }
  }

  /** Lists of intermediates whose keys are at hand but once. */
  OwnLists own() {
    return own;
  }

  /** What was imported signs no list, and so has to bring one. */
  synchronized void looksAtImports() {
    signed = true;
  }

  private synchronized void add(RevocationList list) {
    fresh.add(List.of(list));
    signed = true;
  }

  /** Whether every file is to have all lists, and there may be some that it lacks. */
  boolean isToBePlaced() {
    return isInUse() && (signed || !wish.isEmpty());
  }

  /** Adds what was handed over, then what this run has signed. */
  synchronized void addTo(Revocations lists) {
    lists.add(wish.lists());
    lists.add(fresh.lists());
  }

  /** Of an authority whose key usage leaves lists out. */
  static Diagnostic signsNoLists(IssuingTools bench, SecretPlan signer, PkiException e) {
    return Diagnostic.of(
            Code.REVOCATIONS_INCOMPLETE,
            Span.of(bench.committed().folder() + "/" + signer.path()),
            e.getMessage())
        .expecting("an authority with cRLSign in its key usage")
        .hinting(
            "run `meshgen rotate` for the cluster, which revokes nothing, and rotate the root");
  }
}
