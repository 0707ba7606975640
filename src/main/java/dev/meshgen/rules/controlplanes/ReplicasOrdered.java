package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings.Scaling;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;

/** An API server refuses an autoscaler whose most is less than its least. */
final class ReplicasOrdered implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Scaling scaling = cluster.istio().scaling();
      if (ControlPlanes.runsIstiod(cluster)
          && scaling.automatic()
          && scaling.max() < scaling.min()) {
        report.add(outOfOrder(cluster, scaling));
      }
    }
  }

  private static Diagnostic outOfOrder(Cluster cluster, Scaling scaling) {
    return Diagnostic.of(
            Code.REPLICAS_ORDER,
            cluster.origins().at("istio", "replicas", "max"),
            "istio.replicas.max of \""
                + cluster.name()
                + "\" is "
                + scaling.max()
                + ", less than istio.replicas.min")
        .expecting(scaling.min() + " or more")
        .hinting("raise istio.replicas.max, or set `istio.autoscaling: false`")
        .relating(cluster.origins().at("istio", "replicas", "min"), "the least");
  }
}
