package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;

/**
 * An external istiod reads its config cluster with an account that may change it. A second control
 * plane would need a reader's account there, and two credentials for each remote. So there is one
 * control plane per mesh.
 */
final class ExternalAlone implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Cluster external = null;
    for (Cluster cluster : mesh.clusters()) {
      if (external == null && ControlPlanes.isExternal(cluster)) {
        external = cluster;
      }
    }
    if (external == null) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster != external && ControlPlanes.runsIstiod(cluster)) {
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
                + "\" runs a control plane beside the external one of \""
                + external.name()
                + "\"")
        .expecting("only remotes beside an external cluster")
        .hinting(
            "set `controlPlane: {role: remote, primaries: ["
                + external.name()
                + "]}`, or move it to a separate mesh")
        .relating(external.origins().at("controlPlane", "role"), "the external cluster");
  }
}
