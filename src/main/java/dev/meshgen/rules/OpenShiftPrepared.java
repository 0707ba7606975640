package dev.meshgen.rules;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;

/**
 * OpenShift lets no pod change its own network: there Istio needs its CNI plugin, which the tree
 * does not hold, and charts that know the platform.
 */
final class OpenShiftPrepared implements Rule {

  @Override
  public void check(Mesh mesh, Context context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.platform() == Platform.OPENSHIFT) {
        report.add(
            Diagnostic.of(
                    Code.PLATFORM_UNPREPARED,
                    cluster.origins().at("platform"),
                    "on OpenShift sidecars need Istio's CNI plugin, which the tree does not install")
                .expecting("istio-cni in \"" + cluster.name() + "\", installed by other means")
                .hinting(
                    cluster.istio().install() == Install.SAIL
                        ? "an IstioCNI of the Sail Operator, which knows the platform, and"
                            + " global.platform: openshift under values.eastwestgateway"
                        : "install the chart cni with global.platform: openshift, and set the same"
                            + " under values.istiod and values.eastwestgateway"));
      }
    }
  }
}
