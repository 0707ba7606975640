package dev.meshgen.rules.delivery;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Delivery;
import dev.meshgen.model.Install;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.HashSet;
import java.util.Set;

/**
 * In a remote, the chart installs istiod as a Service with an EndpointSlice, which Argo CD excludes
 * by default: the remote would find no istiod, and nothing would report it.
 */
final class EndpointSlicesApplied implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    if (!(mesh.delivery() instanceof Delivery.ArgoCd)) {
      return;
    }
    Set<String> hosts = new HashSet<>();
    for (Cluster cluster : mesh.clusters()) {
      if (cluster.controlPlane().isExternal()) {
        hosts.add(cluster.name());
      }
    }
    for (Cluster cluster : mesh.clusters()) {
      // Where an operator installs Istio, the operator writes them.
      boolean applied = cluster.istio().install() == Install.HELM;
      if (applied && cluster.controlPlane().isRemote() && !isHosted(cluster, hosts)) {
        report.add(
            Diagnostic.of(
                    Code.ENDPOINT_SLICES_EXCLUDED,
                    mesh.origins().at("spec", "delivery", "argocd"),
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
  private static boolean isHosted(Cluster remote, Set<String> hosts) {
    return remote.controlPlane().primaries().stream()
        .anyMatch(primary -> hosts.contains(primary.value()));
  }
}
