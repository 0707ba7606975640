package dev.meshgen.review;

import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.CredentialFacts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.tree.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens that leave the tree and stay valid: their account came with a chart, which stays, and
 * their engine does not delete the Secret; or it is the tree's own, from the time of such an
 * engine, and the present one does not know it. A client certificate is not an object of a cluster,
 * and stays in any case.
 */
final class StayingTokens {
  private StayingTokens() {}

  /** {@link Code#TOKEN_STAYS}, one for each of them that has not ended. */
  static List<Diagnostic> find(MeshPlan plan, LockChange locks, Instant now) {
    Engines engines = Engines.of(plan.mesh());
    List<Diagnostic> found = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      Optional<String> before = account(locks.before().get(cluster.name()));
      Optional<String> after = account(locks.after().get(cluster.name()));
      if (!before.equals(after)) {
        boolean charts = !engines.prunesTokens(cluster.cluster());
        before
            .filter(account -> charts != ReaderAccount.isOwn(account))
            .filter(account -> !isApplied(account, locks, cluster, engines))
            .map(
                account ->
                    staying(
                        plan,
                        cluster,
                        new Staying(
                            account, engines.of(cluster.cluster()).name(), after.isPresent())))
            .ifPresent(found::add);
      }
      Optional<String> stays =
          certificate(locks.after().get(cluster.name())).map(StayingTokens::digest);
      certificate(locks.before().get(cluster.name()))
          .filter(gone -> !stays.equals(Optional.of(digest(gone))))
          .filter(gone -> gone.expires().filter(end -> !now.isBefore(end)).isEmpty())
          .ifPresent(gone -> found.add(staying(cluster, gone)));
    }
    return found;
  }

  /** Whether the present engine has brought an account of the tree, and so deletes it. */
  private static boolean isApplied(
      String account, LockChange locks, ClusterPlan cluster, Engines engines) {
    return ReaderAccount.isOwn(account)
        && !account.equals(ReaderAccount.OWN)
        && locks.before().get(cluster.name()).runs().stream()
            .anyMatch(runs -> runs.engine().equals(engines.of(cluster.cluster()).id()));
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

  /** The credential that is filed for a cluster, if it is a client certificate. */
  private static Optional<CredentialFacts> certificate(ClusterLock lock) {
    return lock == null
        ? Optional.empty()
        : lock.sealed().values().stream()
            .flatMap(facts -> facts.credential().stream())
            .filter(credential -> credential.client().isPresent())
            .findFirst();
  }

  private static String digest(CredentialFacts certificate) {
    return certificate.client().orElseThrow().sha256();
  }

  private static Diagnostic staying(ClusterPlan cluster, CredentialFacts certificate) {
    return Diagnostic.of(
            Code.TOKEN_STAYS,
            cluster.cluster().origins().document(),
            "the client certificate used to discover \""
                + cluster.name()
                + "\" stays valid"
                + certificate.expires().map(end -> " until " + end).orElse(""))
        .expecting("a certificate revoked once nothing uses it")
        .hinting(
            "have its issuer, such as the proxy in front of the API server, revoke it: its SHA-256"
                + " is "
                + digest(certificate));
  }

  /**
   * What stays.
   *
   * @param account whose token it is
   * @param engine that does not delete it
   * @param replaced whether another token takes its place
   */
  private record Staying(String account, String engine, boolean replaced) {}

  private static Diagnostic staying(MeshPlan plan, ClusterPlan cluster, Staying token) {
    String account = token.account();
    String name = cluster.name();
    return Diagnostic.of(
            Code.TOKEN_STAYS,
            cluster.cluster().origins().document(),
            "the token of "
                + account
                + " in \""
                + name
                + "\" stays valid: "
                + token.engine()
                + (ReaderAccount.isOwn(account)
                    ? " does not know that account"
                    : " never deletes its Secret"))
        .expecting(
            "a token that ends when "
                + (token.replaced()
                    ? "another has taken its place"
                    : "nothing discovers the cluster any more"))
        .hinting(
            "once that is applied everywhere, `kubectl --context "
                + name
                + " -n "
                + plan.mesh().istioNamespace()
                + " delete serviceaccount "
                + account
                + "`; "
                + (ReaderAccount.isOwn(account)
                    ? "Kubernetes deletes its token"
                    : "Kubernetes deletes its token, and the engine creates the account again"));
  }
}
