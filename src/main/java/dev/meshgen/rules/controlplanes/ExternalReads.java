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
 * An external istiod reads its config cluster, and so all its configuration, with a credential in
 * {@code discovery/}; without it the Pod does not start.
 */
final class ExternalReads implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (context.topology().discovery().isHandedOut()) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (ControlPlanes.isExternal(cluster)) {
        report.add(
            Diagnostic.of(
                    Code.EXTERNAL_BLIND,
                    mesh.origins().at("spec", "discovery", "mode"),
                    "without discovery, the istiod in \""
                        + cluster.name()
                        + "\" has no credential for its config cluster")
                .expecting("`mode: full`, or groups that contain it and its remotes")
                .relating(
                    cluster.origins().at("controlPlane", "configCluster"), "its config cluster"));
      }
    }
  }
}
