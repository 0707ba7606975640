package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * An external istiod finds its config cluster, and so everything that it serves, by one of the
 * credentials in {@code discovery/}; without that its Pod does not start.
 */
final class ExternalReads implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (mesh.discovery().mode() != Discovery.Mode.NONE) {
      return;
    }
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.controlPlane().isExternal()) {
        report.add(
            Diagnostic.of(
                    Code.EXTERNAL_BLIND,
                    mesh.origins().at("spec", "discovery", "mode"),
                    "without discovery the istiod that \""
                        + cluster.name()
                        + "\" hosts has no credential of its config cluster")
                .expecting("mode: full, or groups that have it and its remotes in common")
                .relating(
                    cluster.origins().at("controlPlane", "configCluster"), "its config cluster"));
      }
    }
  }
}
