package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.Optional;

/**
 * The istiod of an external cluster uses the name, the configuration and an account of one of its
 * remotes, the config cluster.
 */
final class ConfigClusterIsRemote implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> name = cluster.controlPlane().hosting().configCluster();
      if (ControlPlanes.isExternal(cluster) && name.isPresent()) {
        check(cluster, name.get(), context.topology()).ifPresent(report::add);
      }
    }
  }

  private static Optional<Diagnostic> check(Cluster external, String name, Topology topology) {
    Span at = external.origins().at("controlPlane", "configCluster");
    Optional<Cluster> found = topology.find(name);
    if (found.isEmpty()) {
      Diagnostic unknown =
          Diagnostic.of(Code.CONFIG_CLUSTER, at, "unknown cluster \"" + name + "\"")
              .expecting("a remote of \"" + external.name() + "\"");
      return Optional.of(
          DidYouMean.closest(name, topology.names())
              .map(closest -> unknown.hinting(DidYouMean.question(closest)))
              .orElse(unknown));
    }
    Cluster config = found.get();
    return topology.controlPlanes().primaries(config).stream()
            .anyMatch(primary -> primary.cluster() == external)
        ? Optional.empty()
        : Optional.of(
            Diagnostic.of(
                    Code.CONFIG_CLUSTER,
                    at,
                    "\"" + name + "\" is not a remote of \"" + external.name() + "\"")
                .expecting("a cluster that this istiod serves")
                .hinting(
                    "set `controlPlane: {role: remote, primaries: ["
                        + external.name()
                        + "]}` there")
                .relating(config.origins().at("controlPlane"), "its control plane"));
  }
}
