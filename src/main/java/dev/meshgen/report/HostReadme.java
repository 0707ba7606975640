package dev.meshgen.report;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.HostingPlan;
import dev.meshgen.plan.MeshPlan;
import java.util.Optional;

/** What the generated README says of the cluster that hosts an istiod for others. */
final class HostReadme {
  private HostReadme() {}

  /** A template's view: what an external control plane needs. */
  record View(
      String cluster,
      String configCluster,
      String host,
      String credentialName,
      String gateway,
      String namespace,
      boolean stored) {}

  /** Empty where every istiod is part of its mesh. */
  static Optional<View> of(MeshPlan plan) {
    for (ClusterPlan cluster : plan.clusters()) {
      if (cluster.hosting().isPresent()) {
        return Optional.of(view(plan, cluster, cluster.hosting().get()));
      }
    }
    return Optional.empty();
  }

  private static View view(MeshPlan plan, ClusterPlan cluster, HostingPlan hosting) {
    return new View(
        cluster.name(),
        hosting.configCluster(),
        hosting.host(),
        hosting.credentialName(),
        HostingPlan.GATEWAY,
        plan.mesh().istioNamespace(),
        plan.mesh().store().isPresent());
  }
}
