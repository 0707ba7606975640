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
 * GKE Autopilot keeps Pods off the node: it admits neither SYS_ADMIN nor writable host paths, which
 * Istio's node agents need. NET_ADMIN, which an injected init container needs, it admits only where
 * the cluster allows it.
 */
final class AutopilotAdmits implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (!cluster.kubernetes().autopilot()) {
        continue;
      }
      if (cluster.platform() != Platform.GKE) {
        report.add(elsewhere(cluster));
      } else if (cluster.runsCni()) {
        report.add(nodeAgents(cluster));
      } else {
        report.add(sidecars(cluster));
      }
    }
  }

  private static Diagnostic elsewhere(Cluster cluster) {
    return Diagnostic.of(
            Code.AUTOPILOT_ELSEWHERE,
            cluster.origins().at("kubernetes", "autopilot"),
            "platform \"" + cluster.platform().id() + "\" has no Autopilot mode")
        .expecting("`platform: gke`, or no autopilot")
        .relating(cluster.origins().at("platform"), "the platform");
  }

  private static Diagnostic nodeAgents(Cluster cluster) {
    boolean ambient = cluster.isAmbient();
    return Diagnostic.of(
            Code.AUTOPILOT_NODE_AGENT,
            cluster.origins().at("istio", ambient ? "dataPlane" : "cni"),
            (ambient ? "an ambient data plane" : "the CNI plugin")
                + " is not supported on GKE"
                + " Autopilot, where Pods cannot change their node")
        .expecting("`dataPlane: sidecar` and `cni: false`")
        .hinting("change this setting, or use a GKE cluster in Standard mode")
        .relating(cluster.origins().at("kubernetes", "autopilot"), "enables Autopilot mode");
  }

  private static Diagnostic sidecars(Cluster cluster) {
    return Diagnostic.of(
            Code.AUTOPILOT_NET_ADMIN,
            cluster.origins().at("kubernetes", "autopilot"),
            "injected Pods are rejected on GKE Autopilot unless the cluster admits NET_ADMIN")
        .expecting("a cluster created or updated with --workload-policies=allow-net-admin");
  }
}
