package dev.meshgen.delivery.argocd;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;

/**
 * In a remote, the chart installs istiod as a Service with an EndpointSlice, which Argo CD excludes
 * by default: the remote would find no istiod, and nothing would report it.
 */
final class EndpointSlicesApplied implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      // Where an operator installs Istio, the operator writes them.
      boolean applied = cluster.istio().install() == Install.HELM;
      if (applied && ControlPlanes.isRemote(cluster) && !isHosted(cluster, context.topology())) {
        report.add(
            Diagnostic.of(
                    Code.ENDPOINT_SLICES_EXCLUDED,
                    mesh.delivery().settings().at(),
                    "remotes find their istiod through EndpointSlices, which Argo CD excludes by"
                        + " default")
                .expecting("resource.exclusions of Argo CD without EndpointSlice")
                .hinting(
                    "change resource.exclusions as the README of the tree shows; Flux excludes"
                        + " nothing")
                .relating(cluster.origins().at("controlPlane", "role"), "a remote"));
        return;
      }
    }
  }

  /** An external istiod is found by its host name. */
  private static boolean isHosted(Cluster remote, Topology topology) {
    return topology.controlPlanes().primaries(remote).stream()
        .anyMatch(primary -> ControlPlanes.isExternal(primary.cluster()));
  }
}
