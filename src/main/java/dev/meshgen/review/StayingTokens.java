package dev.meshgen.review;

import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that leave the tree and stay valid: their account came with a chart, which stays, and
 * their engine does not delete the Secret; or it is the tree's own, from the time of such an
 * engine, and the present one does not know it.
 */
final class StayingTokens {
  private StayingTokens() {}

  /** {@link Code#TOKEN_STAYS}, one for each of them. */
  static List<Diagnostic> find(MeshPlan plan, LockChange locks) {
    Engines engines = Engines.of(plan.mesh());
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<String> before = account(locks.before().get(cluster.name()));
      Optional<String> after = account(locks.after().get(cluster.name()));
      if (!before.equals(after)) {
        boolean charts = !engines.prunesTokens(cluster.cluster());
        before
            .filter(account -> charts != isOwn(account))
            .map(account -> staying(plan, cluster, account, after.isPresent()))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  /** The account of the credential that is filed for a cluster. */
  private static Optional<String> account(ClusterLock lock) {
    return lock == null
        ? Optional.empty()
        : lock.sealed().entrySet().stream()
            .filter(file -> Layout.isDiscovery(file.getKey()))
            .map(Map.Entry::getValue)
            .flatMap(facts -> facts.credential().stream())
            .flatMap(credential -> credential.subject().stream())
            .map(subject -> subject.substring(subject.lastIndexOf(':') + 1))
            .findFirst();
  }

  private static Diagnostic staying(
      MeshPlan plan, ClusterPlan cluster, String account, boolean replaced) {
    String name = cluster.name();
    return Diagnostic.of(
            Code.TOKEN_STAYS,
            cluster.cluster().origins().document(),
            "the token of "
                + account
                + " in \""
                + name
                + "\" stays valid: "
                + engineOf(plan, cluster)
                + (isOwn(account) ? " does not know that account" : " never deletes its Secret"))
        .expecting(
            "a token that ends when "
                + (replaced
                    ? "another has taken its place"
                    : "nothing discovers the cluster any more"))
        .hinting(
            "once that is applied everywhere, `kubectl --context "
                + name
                + " -n "
                + plan.mesh().istioNamespace()
                + " delete "
                + (isOwn(account)
                    ? "serviceaccount " + account
                    : "secret " + ReaderAccount.tokenSecret(account))
                + "`");
  }

  private static boolean isOwn(String account) {
    return account.equals(ReaderAccount.OWN);
  }

  private static String engineOf(MeshPlan plan, ClusterPlan cluster) {
    return Engines.of(plan.mesh()).of(cluster.cluster()).name();
  }
}
