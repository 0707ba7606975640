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
import java.util.ArrayList;
import java.util.List;

/**
 * In a remote, the chart installs istiod as a Service with an EndpointSlice, which Argo CD excludes
 * by default: the remote would find no istiod, and nothing would report it.
 */
final class EndpointSlicesApplied implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    List<Cluster> remotes = new ArrayList<>();
    for (Cluster cluster : ArgoCdSettings.clusters(mesh)) {
      // Where an operator installs Istio, the operator writes them.
      boolean applied = cluster.istio().install() == Install.HELM;
      if (applied && ControlPlanes.isRemote(cluster) && !isHosted(cluster, context.topology())) {
        remotes.add(cluster);
      }
    }
    if (!remotes.isEmpty()) {
      report.add(excluded(mesh, remotes));
    }
  }

  private static Diagnostic excluded(Mesh mesh, List<Cluster> remotes) {
    return Diagnostic.of(
            Code.ENDPOINT_SLICES_EXCLUDED,
            mesh.delivery(ArgoCdSettings.KEY).orElseThrow().settings().at(),
            "remotes find their istiod through EndpointSlices, which Argo CD excludes by"
                + " default")
        .concerning(remotes.stream().map(Cluster::name).toList())
        .expecting("resource.exclusions of Argo CD without EndpointSlice")
        .hinting(
            "change resource.exclusions as the README of the tree shows; Flux excludes"
                + " nothing")
        .relating(remotes.get(0).origins().at("controlPlane", "role"), "a remote");
  }

  /** An external istiod is found by its host name. */
  private static boolean isHosted(Cluster remote, Topology topology) {
    return topology.controlPlanes().primaries(remote).stream()
        .anyMatch(primary -> ControlPlanes.isExternal(primary.cluster()));
  }
}
