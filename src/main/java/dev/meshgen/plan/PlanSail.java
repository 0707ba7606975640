package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import java.util.List;
import java.util.Optional;

/** Decides what the Sail Operator installs where the spec asks for it. */
final class PlanSail {
  private PlanSail() {}

  /** Empty where the engine installs charts. */
  static Optional<SailPlan> of(Cluster cluster, List<Release> releases) {
    if (cluster.istio().install() != Install.SAIL) {
      return Optional.empty();
    }
    boolean remote = cluster.controlPlane().isRemote();
    return Optional.of(
        new SailPlan(
            "v" + cluster.istio().version(),
            remote ? "Reconciled" : "Ready",
            releases.stream().filter(PlanSail::isOperated).toList()));
  }

  /** The releases that are charts all the same: the operator has no resource for gateways. */
  static List<Release> leftToHelm(List<Release> releases) {
    return releases.stream().filter(release -> !isOperated(release)).toList();
  }

  private static boolean isOperated(Release release) {
    return release.layer() == Layer.BASE || release.layer() == Layer.ISTIOD;
  }
}
