package dev.meshgen.rules.versions;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashMap;
import java.util.Map;

/** Server-side apply uses the names as keys, and refuses a list with duplicates. */
final class PullSecretsDiffer implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Map<String, Span> seen = new HashMap<>();
      for (Located<String> secret : cluster.istio().images().pullSecrets()) {
        Span first = seen.putIfAbsent(secret.value(), secret.at());
        if (first != null) {
          report.add(
              Diagnostic.of(
                      Code.PULL_SECRET_REPEATED,
                      secret.at(),
                      "duplicate pull secret \"" + secret.value() + "\"")
                  .expecting("each name once")
                  .relating(first, "first listed here"));
        }
      }
    }
  }
}
