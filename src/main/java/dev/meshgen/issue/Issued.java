package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every sealed file, with the locks that describe them.
 *
 * @param sealed bytes by path
 * @param signed what keys have signed while they were at hand, for everybody to read: requests for
 *     certificates, and lists of what they revoked; bytes by path
 * @param rootCertificate of the root that clusters trust, PEM; of both while it is replaced
 * @param clusterLocks by cluster
 * @param rootKey what became of the root's sealed key
 * @param planned what was about to be done before anything was, for people; empty if there is
 *     nothing to choose
 * @param notes what was done, for people
 * @param verified SHA-256 of what is known to be as the locks say: sealed files, and the root's
 *     certificate with its facts
 */
public record Issued(
    SortedMap<String, byte[]> sealed,
    SortedMap<String, byte[]> signed,
    Optional<String> rootCertificate,
    MeshLock meshLock,
    SortedMap<String, ClusterLock> clusterLocks,
    KeyChange rootKey,
    List<String> planned,
    List<String> notes,
    SortedSet<String> verified) {

  /** What a run does to the sealed key of a root that was there before. */
  public enum KeyChange {
    KEPT,
    /** It is for other recipients. */
    RESEALED,
    /** A rotation is over, and with it one of two keys is gone. */
    REPLACED
  }

  /**
   * The same, with what is known of the files: those that this run made are right.
   *
   * @param right SHA-256 of what was verified
   */
  Issued verified(Set<String> right, Map<SecretPlan, Decision> decisions) {
    SortedSet<String> all = new TreeSet<>(right);
    decisions.forEach(
        (secret, decision) -> {
          byte[] bytes = sealed.get(secret.path());
          if (bytes != null && decision != Decision.KEEP) {
            all.add(facts(secret).map(SealedFacts::sha256).orElseGet(() -> Sha256.hex(bytes)));
          }
        });
    return with(planned, notes, all);
  }

  private Optional<SealedFacts> facts(SecretPlan secret) {
    ClusterLock lock = clusterLocks.get(secret.owner());
    return Optional.ofNullable(
        (secret.isSigner() || lock == null ? meshLock.sealed() : lock.sealed()).get(secret.path()));
  }

  /** The same, with more to be said. */
  Issued noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return with(planned, List.copyOf(all), verified);
  }

  /** The same, with what was about to be done. */
  Issued asPlanned(List<String> lines) {
    return with(List.copyOf(lines), notes, verified);
  }

  private Issued with(
      List<String> otherPlanned, List<String> otherNotes, SortedSet<String> otherVerified) {
    return new Issued(
        sealed,
        signed,
        rootCertificate,
        meshLock,
        clusterLocks,
        rootKey,
        otherPlanned,
        otherNotes,
        otherVerified);
  }

  /** What comes next for the clusters that are on their way into the mesh, or out of it. */
  public List<String> nextSteps(MeshPlan plan) {
    return NextSteps.of(plan, this);
  }
}
