package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.net.DnsName;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;

/**
 * The injection webhook of a remote carries its cluster ID and its network in the path. The API
 * server admits only parts that are DNS names there, where the webhook is a Service (kubernetes,
 * {@code ValidateWebhookService} in {@code apiserver/pkg/util/webhook}).
 */
final class InjectionPath implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      boolean byService =
          context
              .topology()
              .controlPlanes()
              .first(cluster)
              .filter(first -> !ControlPlanes.isExternal(first.cluster()))
              .isPresent();
      if (byService) {
        check(cluster, "clusterID", cluster.id(), report);
        check(cluster, "network", cluster.network(), report);
      }
    }
  }

  private static void check(Cluster cluster, String field, String value, Report report) {
    if (!DnsName.isName(value)) {
      Span at = cluster.origins().at(field);
      report.add(
          Diagnostic.of(
                  Code.INJECTION_PATH,
                  at.hasLine() ? at : cluster.origins().document(),
                  "\"" + value + "\" cannot be the " + field + " of a remote")
              .expecting("lower-case letters, digits, \"-\" and \".\"")
              .hinting(
                  "rename it, or make the cluster a primary: it is in the path of the injection"
                      + " webhook, where the API server refuses anything else"));
    }
  }
}
