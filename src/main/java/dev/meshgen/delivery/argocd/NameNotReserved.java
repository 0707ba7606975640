package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * Argo CD calls the cluster in which it runs itself {@code in-cluster}. A Cluster of that name
 * would be applied there, whatever its addresses say.
 */
final class NameNotReserved implements Rule {
  private static final String OWN_CLUSTER = "in-cluster";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.name().equals(OWN_CLUSTER)) {
        report.add(
            Diagnostic.of(
                    Code.NAME_OF_ENGINE,
                    cluster.origins().document(),
                    "cluster name \"in-cluster\" means the cluster in which Argo CD runs")
                .expecting("a name that means this cluster to everybody")
                .hinting("rename the cluster; argocd.destination names it as Argo CD does"));
      }
    }
  }
}
