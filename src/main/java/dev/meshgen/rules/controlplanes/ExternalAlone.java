package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.ControlPlane;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * An external istiod reads its config cluster with an account that may change it. A second control
 * plane would have to read that cluster with the account of a mere reader, and each remote with
 * two: one control plane a mesh, then.
 */
final class ExternalAlone implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Cluster external = null;
    for (Cluster cluster : mesh.clusters()) {
      if (external == null && cluster.controlPlane().isExternal()) {
        external = cluster;
      }
    }
    if (external == null) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster != external && cluster.controlPlane().role() != ControlPlane.Role.REMOTE) {
        report.add(beside(cluster, external));
      }
    }
  }

  private static Diagnostic beside(Cluster cluster, Cluster external) {
    return Diagnostic.of(
            Code.EXTERNAL_BESIDE_OTHERS,
            cluster.origins().at("controlPlane", "role"),
            "\""
                + cluster.name()
                + "\" has a control plane of its own, and \""
                + external.name()
                + "\" hosts another")
        .expecting("remotes only, beside an external cluster")
        .hinting(
            "make it `controlPlane: {role: remote, primaries: ["
                + external.name()
                + "]}`, or give it a mesh of its own")
        .relating(external.origins().at("controlPlane", "role"), "the external cluster");
  }
}
