package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.HttpsAddress;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Optional;

/**
 * Addresses are written to Git in the clear. A password in one is refused, and never quoted; a mere
 * user name is part of some forges' addresses.
 */
final class NoCredentialsInAddresses implements Rule {
  /** How the tokens of well-known forges begin, which people put where a user name goes. */
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
              .hinting("Argo CD takes it from a repository Secret in its namespace"));
    }
    for (Cluster cluster : mesh.clusters()) {
      if (holdsSecret(cluster.istio().charts().location())) {
        Span at = cluster.origins().at("istio", "charts");
        report.add(refused("charts", at).hinting("the engine takes it from a Secret of its own"));
      }
      Optional<String> apiServer = cluster.kubernetes().apiServer();
      if (apiServer.isPresent() && HttpsAddress.hasUserInfo(apiServer.get())) {
        Span at = cluster.origins().at("kubernetes", "apiServer");
        report.add(refused("apiServer", at).hinting("`meshgen credential add` seals a token"));
      }
    }
  }

  private static boolean holdsSecret(String address) {
    int start = address.indexOf("://") + 3;
    if (start < 3) {
      return false;
    }
    int end = start;
    while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    int at = address.substring(start, end).lastIndexOf('@');
    if (at < 0) {
      return false;
    }
    String user = address.substring(start, start + at);
    return user.indexOf(':') >= 0 || TOKENS.stream().anyMatch(user::startsWith);
  }

  private static Diagnostic refused(String field, Span at) {
    return Diagnostic.of(
            Code.CREDENTIALS_IN_ADDRESS,
            at,
            "\"" + field + "\" carries credentials, which would be written to Git in the clear")
        .expecting("the address alone; consider the credentials disclosed if this file was shared");
  }
}
