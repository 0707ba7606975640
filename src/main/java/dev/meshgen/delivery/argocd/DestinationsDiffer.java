package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;
import java.util.TreeMap;

/** Two clusters with the same name in Argo CD would be applied on top of each other. */
final class DestinationsDiffer implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byDestination = new TreeMap<>();
    for (Cluster cluster : ArgoCdSettings.ofHub(mesh)) {
      String destination = ArgoCdSettings.destination(cluster).text();
      Cluster first = byDestination.putIfAbsent(destination, cluster);
      if (first != null) {
        report.add(
            Diagnostic.of(
                    Code.DESTINATION_SHARED,
                    at(cluster),
                    "clusters \""
                        + first.name()
                        + "\" and \""
                        + cluster.name()
                        + "\" have the same Argo CD destination \""
                        + destination
                        + "\"")
                .expecting("a separate destination for each cluster")
                .hinting(
                    destination.equals(DestinationCluster.OWN.text())
                        ? "that is Argo CD's own cluster: for an Argo CD in each cluster, set"
                            + " `delivery.argocd.mode: cluster` and remove argocd.destination"
                        : "remove argocd.destination where the cluster has the same name in Argo CD")
                .relating(at(first), "the destination of \"" + first.name() + "\""));
      }
    }
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at(ArgoCdSettings.KEY, "destination");
  }
}
