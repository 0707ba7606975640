package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Autopilot;
import dev.meshgen.platform.NodeAgents;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the platform keeps Pods off its nodes, no agent of Istio runs, and sidecars may not. */
final class AutopilotAdmits implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.kubernetes().autopilot()) {
        Optional<Autopilot> mode = Platforms.of(cluster).autopilot();
        report.add(
            mode.isEmpty()
                ? elsewhere(cluster)
                : NodeAgents.runsCni(cluster)
                    ? nodeAgents(cluster, mode.get())
                    : sidecars(cluster, mode.get()));
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
            "\"" + cluster.platform().id() + "\" has no Autopilot mode")
        .expecting("platform: " + where + ", or no autopilot")
        .relating(cluster.origins().at("platform"), "the platform");
  }

  private static Diagnostic nodeAgents(Cluster cluster, Autopilot mode) {
    boolean ambient = cluster.isAmbient();
    return Diagnostic.of(
            Code.AUTOPILOT_NODE_AGENT,
            cluster.origins().at("istio", ambient ? "dataPlane" : "cni"),
            mode.noAgents()
                + ", which rules out "
                + (ambient ? "an ambient mesh" : "the CNI plugin"))
        .expecting("sidecars, and cni: false")
        .hinting("or " + mode.standard())
        .relating(cluster.origins().at("kubernetes", "autopilot"), "runs in Autopilot mode");
  }

  private static Diagnostic sidecars(Cluster cluster, Autopilot mode) {
    return Diagnostic.of(
            Code.AUTOPILOT_NET_ADMIN,
            cluster.origins().at("kubernetes", "autopilot"),
            mode.sidecarsRefused())
        .expecting(mode.sidecarsAdmitted());
  }
}
