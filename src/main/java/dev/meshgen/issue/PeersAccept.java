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
final class PeersAccept {
  private PeersAccept() {}

  /** {@link Code#PEERS_REFUSED}, for each cluster that would refuse others. */
  static void check(MeshPlan plan, Issued issued, String folder, Report report) {
    Map<String, String> signing = new TreeMap<>();
    for (ClusterPlan cluster : plan.clusters()) {
      facts(cluster, issued)
          .map(ClusterRoots::of)
          .ifPresent(roots -> signing.putIfAbsent(roots.issuer(), cluster.name()));
    }
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<ClusterRoots> own = facts(cluster, issued).map(ClusterRoots::of);
      Optional<Map.Entry<String, String>> refused =
          own.flatMap(
              roots ->
                  signing.entrySet().stream()
                      .filter(each -> !roots.trusts(each.getKey()))
                      .findFirst());
      if (refused.isPresent()) {
        report.add(refuses(cluster, own.get(), refused.get(), folder));
      }
    }
  }

  private static Optional<SealedFacts> facts(ClusterPlan cluster, Issued issued) {
    return cluster
        .cacerts()
        .map(secret -> issued.clusterLocks().get(cluster.name()).sealed().get(secret.path()))
        .filter(facts -> facts.certificate().isPresent());
  }

  private static Diagnostic refuses(
      ClusterPlan cluster, ClusterRoots own, Map.Entry<String, String> other, String folder) {
    return Diagnostic.of(
            Code.PEERS_REFUSED,
            Span.of(folder + "/" + cluster.cacerts().orElseThrow().path()),
            "workloads of \""
                + cluster.name()
                + "\" would refuse those of \""
                + other.getValue()
                + "\": it trusts "
                + (own.trusted().size() == 1 ? "the root " : "the roots ")
                + String.join(", ", own.trusted())
                + ", and not "
                + other.getKey()
                + ", which signs there")
        .expecting("every root that signs in any cluster in root-cert.pem of every cluster")
        .hinting(
            "restore the locks and sealed files from one commit; import cacerts from another root"
                + " only after `meshgen trust rotate root distribute` for it, and with the other"
                + " roots in root-cert.pem");
  }
}
