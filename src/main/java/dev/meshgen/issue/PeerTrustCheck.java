package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rule behind all steps from one root to another, for every tree: each cluster trusts each root
 * that signs for any. Two merged branches may each have followed it.
 */
public final class PeerTrustCheck {
  private PeerTrustCheck() {}

  /** {@link Code#PEERS_REFUSED}, for each cluster that would refuse others. */
  static void check(MeshPlan plan, Issued issued, String folder, Report report) {
    Map<String, String> signing = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      facts(cluster, issued).ifPresent(facts -> addSigner(signing, cluster.name(), facts));
    }
    for (ClusterPlan cluster : plan.clusters()) {
      facts(cluster, issued)
          .flatMap(facts -> refused(cluster.name(), facts, signing))
          .ifPresent(
              words ->
                  report.add(
                      diagnostic(
                          Span.of(folder + "/" + cluster.cacerts().orElseThrow().path()),
                          words,
                          "restore the locks and sealed files from one commit; import cacerts from"
                              + " another root only after `meshgen trust rotate root distribute`"
                              + " for it, and with the other roots in root-cert.pem")));
    }
  }

  /** Adds whoever signs in a cluster to the first clusters by the roots that sign there. */
  public static void addSigner(Map<String, String> signing, String cluster, SealedFacts cacerts) {
    signing.putIfAbsent(ClusterRoots.of(cacerts).issuer(), cluster);
  }

  /**
   * Whom the workloads of a cluster would refuse, in words.
   *
   * @param signing clusters by the roots that sign there
   */
  public static Optional<String> refused(
      String cluster, SealedFacts cacerts, Map<String, String> signing) {
    ClusterRoots own = ClusterRoots.of(cacerts);
    for (Map.Entry<String, String> other : signing.entrySet()) {
      if (!own.trusts(other.getKey())) {
        return Optional.of(
            "workloads of \""
                + cluster
                + "\" would refuse those of \""
                + other.getValue()
                + "\": it trusts "
                + (own.trusted().size() == 1 ? "the root " : "the roots ")
                + String.join(", ", own.trusted())
                + ", and not "
                + other.getKey()
                + ", which signs there");
      }
    }
    return Optional.empty();
  }

  /**
   * {@link Code#PEERS_REFUSED}.
   *
   * @param at the file of the cluster
   * @param words of {@link #refused}
   */
  public static Diagnostic diagnostic(Span at, String words, String hint) {
    return Diagnostic.of(Code.PEERS_REFUSED, at, words)
        .expecting("every root that signs in any cluster in root-cert.pem of every cluster")
        .hinting(hint);
  }

  private static Optional<SealedFacts> facts(ClusterPlan cluster, Issued issued) {
    return cluster
        .cacerts()
        .map(secret -> issued.clusterLocks().get(cluster.name()).sealed().get(secret.path()))
        .filter(facts -> facts.certificate().isPresent());
  }
}
