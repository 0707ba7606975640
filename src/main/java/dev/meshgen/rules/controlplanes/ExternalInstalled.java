package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * An istiod outside of its mesh, and what its config cluster gets in place of one, come from the
 * charts with values that the Sail Operator has no resource for; and where it runs there are no
 * workloads of the mesh that a ztunnel could carry.
 */
final class ExternalInstalled implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.clusters().stream().noneMatch(cluster -> cluster.controlPlane().isExternal())) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.istio().install() == Install.SAIL) {
        report.add(sail(cluster));
      }
      // A remote is refused as such, whoever its istiod is.
      if (cluster.isAmbient() && cluster.controlPlane().isExternal()) {
        report.add(ambient(cluster));
      }
    }
  }

  private static Diagnostic sail(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_WITH_SAIL,
            cluster.origins().at("istio", "install"),
            "the Sail Operator shall install \""
                + cluster.name()
                + "\", which is part of an external control plane")
        .expecting("`install: helm` in every cluster, where the control plane is external")
        .hinting("write `install: helm`, or give the mesh a primary in place of the external one");
  }

  private static Diagnostic ambient(Cluster cluster) {
    return Diagnostic.of(
            Code.EXTERNAL_WITH_AMBIENT,
            cluster.origins().at("istio", "dataPlane"),
            "\"" + cluster.name() + "\" is ambient, and hosts an istiod for sidecars")
        .expecting("`dataPlane: sidecar` in every cluster, where the control plane is external")
        .hinting("write `dataPlane: sidecar`, or give the mesh a primary in place of the external");
  }
}
