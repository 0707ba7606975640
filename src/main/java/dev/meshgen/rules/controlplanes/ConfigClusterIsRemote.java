package dev.meshgen.rules.controlplanes;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.DidYouMean;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The istiod of an external cluster uses the name, the configuration and an account of one of its
 * remotes, the config cluster.
 */
final class ConfigClusterIsRemote implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Map<String, Cluster> byName = new TreeMap<>();
    mesh.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    for (Cluster cluster : mesh.clusters()) {
      Optional<String> name = cluster.controlPlane().hosting().configCluster();
      if (cluster.controlPlane().isExternal() && name.isPresent()) {
        check(cluster, name.get(), byName).ifPresent(report::add);
      }
    }
  }

  private static Optional<Diagnostic> check(
      Cluster external, String name, Map<String, Cluster> byName) {
    Span at = external.origins().at("controlPlane", "configCluster");
    Cluster config = byName.get(name);
    if (config == null) {
      Diagnostic unknown =
          Diagnostic.of(Code.CONFIG_CLUSTER, at, "unknown cluster \"" + name + "\"")
              .expecting("a remote of \"" + external.name() + "\"");
      return Optional.of(
          DidYouMean.closest(name, byName.keySet())
              .map(closest -> unknown.hinting("did you mean \"" + closest + "\"?"))
              .orElse(unknown));
    }
    List<Located<String>> primaries = config.controlPlane().primaries();
    boolean remote =
        config.controlPlane().isRemote()
            && primaries.stream().anyMatch(primary -> primary.value().equals(external.name()));
    return remote
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
