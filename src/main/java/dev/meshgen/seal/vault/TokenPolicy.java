package dev.meshgen.seal.vault;

import dev.meshgen.model.TokenIssuer;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.plan.TokensPlan;
import dev.meshgen.plan.TokensPlan.Issued;
import java.util.List;
import java.util.Optional;

/**
 * What Vault has to allow, and to have, for the short-lived tokens that clusters read each other
 * with: for each cluster that reads a policy, for each that is read a role of its engine.
 */
public final class TokenPolicy {
  private final MeshPlan plan;
  private final TokenIssuer issuer;

  private TokenPolicy(MeshPlan plan, TokenIssuer issuer) {
    this.plan = plan;
    this.issuer = issuer;
  }

  /** Empty for a mesh without such tokens. */
  public static Optional<TokenPolicy> of(MeshPlan plan) {
    return plan.mesh().discovery().issuer().map(issuer -> new TokenPolicy(plan, issuer));
  }

  /** A cluster that asks for tokens may do that: in the language of Vault's policies. */
  public Optional<String> reader(ClusterPlan cluster) {
    return cluster.tokens().map(tokens -> reader(cluster.name(), tokens));
  }

  private String reader(String name, TokensPlan tokens) {
    PolicyText policy =
        new PolicyText("Tokens requested by the cluster \"" + name + "\", and nothing else.");
    policy.blank();
    for (Issued token : tokens.peers()) {
      policy.path(token.path(), "create", "update");
    }
    return policy.text();
  }

  /** The clusters that ask for tokens. */
  List<ClusterPlan> readers() {
    return plan.clusters().stream().filter(each -> each.tokens().isPresent()).toList();
  }

  /** The clusters that tokens are issued for. */
  List<ClusterPlan> read() {
    return plan.clusters().stream()
        .filter(each -> each.issuer().isPresent() && each.account().isPresent())
        .toList();
  }

  /** The roles of the engine of a cluster, with their accounts: one for each generation. */
  List<Role> roles(ClusterPlan cluster) {
    return cluster.discovery().accounts().stream()
        .map(
            account ->
                new Role(issuer.role(ReaderAccount.generation(account.name())), account.name()))
        .toList();
  }

  /**
   * A role.
   *
   * @param account whose tokens it issues
   */
  record Role(String name, String account) {}

  MeshPlan plan() {
    return plan;
  }

  TokenIssuer issuer() {
    return issuer;
  }
}
