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

/** Two clusters that Argo CD knows by one name would be applied on top of each other. */
final class DestinationsDiffer implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byDestination = new TreeMap<>();
    for (Cluster cluster : mesh.clusters()) {
      String destination = ArgoCdSettings.destination(cluster);
      Cluster first = byDestination.putIfAbsent(destination, cluster);
      if (first != null) {
        report.add(
            Diagnostic.of(
                    Code.DESTINATION_SHARED,
                    at(cluster),
                    "the clusters \""
                        + first.name()
                        + "\" and \""
                        + cluster.name()
                        + "\" have one Argo CD destination \""
                        + destination
                        + "\"")
                .expecting("a destination of its own for each cluster")
                .hinting("leave it out where Argo CD knows the cluster by the name it has here")
                .relating(at(first), "the destination of \"" + first.name() + "\""));
      }
    }
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at(ArgoCdSettings.KEY, "destination");
  }
}
