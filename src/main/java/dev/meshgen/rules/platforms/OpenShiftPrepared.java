package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;

/**
 * OpenShift's network sends the kubelet's probes past ztunnel unless it routes them via the host:
 * Pods with probes would never be ready. Sidecars need only what the tree installs.
 */
final class OpenShiftPrepared implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.platform() == Platform.OPENSHIFT && cluster.isAmbient()) {
        report.add(probes(cluster));
      }
    }
  }

  private static Diagnostic probes(Cluster cluster) {
    return Diagnostic.of(
            Code.PLATFORM_UNPREPARED,
            cluster.origins().at("platform"),
            "ambient Pods on OpenShift fail their probes unless OVN-Kubernetes routes via the host")
        .expecting("local gateway mode in \"" + cluster.name() + "\"")
        .hinting(
            "set gatewayConfig.routingViaHost: true in its Network operator; other network plugins"
                + " need nothing");
  }
}
