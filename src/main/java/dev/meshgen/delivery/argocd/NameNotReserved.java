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
 * would be applied there, unless its destination is said to be another, or that one on purpose.
 */
final class NameNotReserved implements Rule {
  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : ArgoCdSettings.ofHub(mesh)) {
      if (DestinationCluster.isOwn(cluster.name())
          && !ArgoCdSettings.isDestinationWritten(cluster)) {
        report.add(
            Diagnostic.of(
                    Code.NAME_OF_ENGINE,
                    cluster.origins().document(),
                    "cluster name \""
                        + cluster.name()
                        + "\" means the cluster in which Argo CD runs")
                .expecting("an unambiguous name")
                .hinting(
                    "set argocd.destination: the cluster's name in Argo CD, or in-cluster if this is its own"));
      }
    }
  }
}
