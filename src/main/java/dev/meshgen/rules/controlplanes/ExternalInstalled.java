package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;

/**
 * An external istiod, and what its config cluster gets instead of one, come from the charts with
 * values that no resource of the Sail Operator has. And in the external cluster there are no
 * workloads of the mesh for a ztunnel.
 */
final class ExternalInstalled implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.clusters().stream().noneMatch(ControlPlanes::isExternal)) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.istio().install() == Install.SAIL) {
        report.add(sail(cluster));
      }
      // An ambient remote is refused anyway, whatever its istiod.
      if (cluster.isAmbient() && ControlPlanes.isExternal(cluster)) {
        report.add(ambient(cluster));
      }
    }
  }

  private static Diagnostic sail(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_WITH_SAIL,
            cluster.origins().at("istio", "install"),
            "the Sail Operator does not support an external control plane, which \""
                + cluster.name()
                + "\" is part of")
        .expecting("`install: helm` in every cluster")
        .hinting("set `istio.install: helm`, or replace the external cluster with a primary");
  }

  private static Diagnostic ambient(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_WITH_AMBIENT,
            cluster.origins().at("istio", "dataPlane"),
            "external cluster \""
                + cluster.name()
                + "\" is ambient, but hosts an istiod for sidecars")
        .expecting("`dataPlane: sidecar` in every cluster")
        .hinting("set `istio.dataPlane: sidecar`, or replace the external cluster with a primary");
  }
}
