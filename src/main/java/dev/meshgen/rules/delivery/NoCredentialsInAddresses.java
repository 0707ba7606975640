package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.UserInfo;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Optional;

/**
 * Addresses are committed in the clear. A password in one is refused and never quoted; a user name
 * alone is part of the addresses of some forges.
 */
final class NoCredentialsInAddresses implements Rule {
  /** Prefixes of tokens of well-known forges, which people put in place of a user name. */
  private static final List<String> TOKENS =
      List.of(
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "gldt-",
          "ATBB",
          "ATCTT");

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.delivery() instanceof Delivery.ArgoCd argocd && holdsSecret(argocd.repoUrl())) {
      Span at = mesh.origins().at("spec", "delivery", "argocd", "repoURL");
      report.add(
          refused("repoURL", at)
              .hinting("put the credentials into a repository Secret in Argo CD's namespace"));
    }
    for (Cluster cluster : mesh.clusters()) {
      if (holdsSecret(cluster.istio().charts().location())) {
        Span at = cluster.origins().at("istio", "charts");
        report.add(
            refused("charts", at)
                .hinting(
                    "put the credentials into a Secret for the engine, and name it in"
                        + " istio.chartsSecret"));
      }
      Optional<String> apiServer = cluster.kubernetes().apiServer();
      if (apiServer.isPresent() && UserInfo.of(apiServer.get()).isPresent()) {
        Span at = cluster.origins().at("kubernetes", "apiServer");
        report.add(
            refused("apiServer", at).hinting("run `meshgen credential add` to seal a token"));
      }
    }
  }

  private static boolean holdsSecret(String address) {
    Optional<String> user = UserInfo.of(address);
    return user.isPresent()
        && (user.get().indexOf(':') >= 0 || TOKENS.stream().anyMatch(user.get()::startsWith));
  }

  private static Diagnostic refused(String field, Span at) {
    return Diagnostic.of(
            Code.CREDENTIALS_IN_ADDRESS,
            at,
            "\"" + field + "\" contains credentials, which would be committed in the clear")
        .expecting(
            "an address without credentials; treat them as disclosed if this file was shared");
  }
}
