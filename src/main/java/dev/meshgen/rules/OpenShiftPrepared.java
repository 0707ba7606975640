package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;

/**
 * OpenShift's network hands the kubelet's probes past ztunnel, unless it routes them through the
 * host: Pods with probes would never be ready. Sidecars need no more than the tree installs, unless
 * an operator installs it.
 */
final class OpenShiftPrepared implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.platform() == Platform.OPENSHIFT) {
        if (cluster.isAmbient()) {
          report.add(probes(cluster));
        } else if (cluster.istio().install() == Install.SAIL) {
          report.add(operated(cluster));
        }
      }
    }
  }

  private static Diagnostic probes(Cluster cluster) {
    return Diagnostic.of(
            Code.PLATFORM_UNPREPARED,
            cluster.origins().at("platform"),
            "on OpenShift ambient Pods fail their probes while OVN-Kubernetes bypasses the host")
        .expecting("local gateway mode in \"" + cluster.name() + "\"")
        .hinting(
            "set gatewayConfig.routingViaHost: true in its Network operator; with another"
                + " network plugin, nothing");
  }

  private static Diagnostic operated(Cluster cluster) {
    return Diagnostic.of(
            Code.PLATFORM_UNPREPARED,
            cluster.origins().at("platform"),
            "on OpenShift sidecars need Istio's CNI plugin, which the tree does not install")
        .expecting("istio-cni in \"" + cluster.name() + "\", installed by other means")
        .hinting(
            "an IstioCNI of the Sail Operator, which knows the platform, and"
                + " global.platform: openshift under values.eastwestgateway");
  }
}
