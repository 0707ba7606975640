package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Autopilot;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.DataPlanes;
import dev.meshgen.topology.Topology;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the platform keeps Pods off its nodes, no node agent runs, and sidecars only if allowed.
 */
final class AutopilotAdmits implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.kubernetes().autopilot()) {
        Optional<Autopilot> mode = Platforms.of(cluster).autopilot();
        if (mode.isEmpty()) {
          report.add(elsewhere(cluster));
        } else if (Topology.hasWorkloads(cluster)) {
          report.add(
              DataPlanes.runsCni(cluster)
                  ? nodeAgents(cluster, mode.get())
                  : sidecars(cluster, mode.get()));
        }
      }
    }
  }

  private static Diagnostic elsewhere(Cluster cluster) {
    String where =
        Platforms.all().stream()
            .filter(platform -> platform.autopilot().isPresent())
            .map(platform -> platform.name().id())
            .collect(Collectors.joining(" or "));
    return Diagnostic.of(
            Code.AUTOPILOT_ELSEWHERE,
            cluster.origins().at("kubernetes", "autopilot"),
            "platform \"" + cluster.platform().id() + "\" has no Autopilot mode")
        .expecting("`platform: " + where + "`, or no autopilot")
        .relating(cluster.origins().at("platform"), "the platform");
  }

  private static Diagnostic nodeAgents(Cluster cluster, Autopilot mode) {
    boolean ambient = cluster.isAmbient();
    return Diagnostic.of(
            Code.AUTOPILOT_NODE_AGENT,
            cluster.origins().at("istio", ambient ? "dataPlane" : "cni"),
            (ambient ? "an ambient data plane" : "the CNI plugin")
                + " is not supported on "
                + mode.title()
                + ", where "
                + mode.noAgents())
        .expecting("`dataPlane: sidecar` and `cni: false`")
        .hinting("change this setting, or use " + mode.standard())
        .relating(cluster.origins().at("kubernetes", "autopilot"), "enables Autopilot mode");
  }

  private static Diagnostic sidecars(Cluster cluster, Autopilot mode) {
    return Diagnostic.of(
            Code.AUTOPILOT_NET_ADMIN,
            cluster.origins().at("kubernetes", "autopilot"),
            "injected Pods are rejected on "
                + mode.title()
                + " unless the cluster admits NET_ADMIN")
        .expecting(mode.sidecars());
  }
}
