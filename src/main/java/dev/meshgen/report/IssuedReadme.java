package dev.meshgen.report;

import dev.meshgen.model.TokenIssuer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.TokensPlan;
import dev.meshgen.plan.TokensPlan.Issued;
import dev.meshgen.render.VerbatimText;
import java.util.Optional;

/** The chapter on short-lived tokens that Vault issues. */
final class IssuedReadme {
  private IssuedReadme() {}

  /**
   * A template's view.
   *
   * @param mount of one of the engines
   * @param role of that
   * @param account that logs in
   * @param vault who asks for tokens in a cluster
   */
  record View(
      VerbatimText address,
      String ttl,
      String interval,
      VerbatimText mount,
      VerbatimText role,
      String account,
      TokenIssuer.Account vault) {}

  /** Empty where no cluster has any. */
  static Optional<View> of(MeshPlan plan) {
    return plan.clusters().stream()
        .flatMap(cluster -> cluster.tokens().stream())
        .findFirst()
        .map(IssuedReadme::view);
  }

  private static View view(TokensPlan tokens) {
    TokenIssuer issuer = tokens.issuer();
    Issued token = tokens.peers().get(0);
    return new View(
        new VerbatimText(issuer.server().address()),
        issuer.lifetime().ttl().value(),
        issuer.lifetime().interval().value(),
        new VerbatimText(token.mount()),
        new VerbatimText(token.role()),
        TokensPlan.ACCOUNT,
        issuer.account());
  }
}
