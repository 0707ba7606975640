package dev.meshgen.rules.platforms;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.Platform;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.DataPlanes;

/**
 * On some platforms Pods cannot redirect their traffic, and ztunnel gets traffic only from the CNI
 * plugin. Whether a Pod is injected for the plugin is decided where istiod runs, which for a remote
 * is its first primary.
 */
final class CniWhereNeeded implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    ControlPlanes controlPlanes = context.topology().controlPlanes();
    for (Cluster cluster : mesh.clusters()) {
      if (DataPlanes.needsCni(cluster) && !DataPlanes.runsCni(cluster)) {
        report.add(without(cluster));
        continue;
      }
      // A remote's istiod injects for the nodes of the cluster that it is configured in.
      controlPlanes
          .first(cluster)
          .flatMap(primary -> controlPlanes.configuredIn(primary.cluster()))
          .filter(like -> like != cluster)
          .ifPresent(like -> checkRemote(cluster, like, report));
    }
  }

  private static Diagnostic without(Cluster cluster) {
    boolean ambient = cluster.isAmbient();
    return Diagnostic.of(
            Code.CNI_NEEDED,
            at(cluster),
            ambient
                ? "without the CNI plugin, no traffic of ambient workloads reaches ztunnel"
                : Platforms.of(cluster).cniReason().orElseThrow())
        .expecting("`cni: true`, which is the default here")
        .relating(
            cluster.origins().at(ambient ? "istio" : "platform", "dataPlane"),
            "requires the plugin");
  }

  private static void checkRemote(Cluster remote, Cluster primary, Report report) {
    Platform platform = Platforms.of(remote);
    if (platform.chartPlatform().isPresent() && primary.platform() != remote.platform()) {
      report.add(
          cannotInject(remote, primary, "runs on " + platform.title())
              .expecting(
                  ControlPlanes.isRemote(primary)
                      ? platform.title() + " in all clusters of an external istiod, or in none"
                      : "a first primary that also runs on "
                          + platform.title()
                          + ", or `role: primary`"));
    } else if (DataPlanes.runsCni(primary) && !DataPlanes.runsCni(remote)) {
      report.add(
          cannotInject(remote, primary, "does not run the CNI plugin")
              .expecting("`cni: true`, as there"));
    }
  }

  private static Diagnostic cannotInject(Cluster remote, Cluster primary, String what) {
    return Diagnostic.of(
            Code.REMOTE_CNI,
            remote.origins().at("controlPlane", "primaries"),
            (ControlPlanes.isRemote(primary)
                    ? "the external istiod injects for nodes like those of its config cluster \""
                    : "the primary injects for nodes like those of \"")
                + primary.name()
                + "\", but \""
                + remote.name()
                + "\" "
                + what)
        .relating(primary.origins().at("platform"), "the platform of \"" + primary.name() + "\"");
  }

  private static Span at(Cluster cluster) {
    return cluster.origins().at("istio", "cni");
  }
}
