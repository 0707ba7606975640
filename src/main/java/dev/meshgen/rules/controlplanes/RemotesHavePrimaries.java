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
import dev.meshgen.topology.ControlPlanes;
import dev.meshgen.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A remote runs no istiod: without a primary, nothing injects its Pods, signs their certificates or
 * configures their proxies.
 */
final class RemotesHavePrimaries implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      boolean named = !cluster.controlPlane().primaries().isEmpty();
      if (ControlPlanes.isRemote(cluster) && !named) {
        report.add(without(cluster));
      } else if (ControlPlanes.runsIstiod(cluster) && named) {
        report.add(notRemote(cluster));
      }
      Map<String, Located<String>> seen = new LinkedHashMap<>();
      for (Located<String> primary : cluster.controlPlane().primaries()) {
        Located<String> first = seen.putIfAbsent(primary.value(), primary);
        Optional<Diagnostic> problem =
            first == null
                ? problem(cluster, primary, context.topology())
                : Optional.of(twice(primary, first));
        problem.ifPresent(report::add);
      }
    }
  }

  private static Optional<Diagnostic> problem(
      Cluster cluster, Located<String> primary, Topology topology) {
    Optional<Cluster> target = topology.find(primary.value());
    if (target.isEmpty()) {
      Diagnostic found =
          Diagnostic.of(
                  Code.PRIMARY_UNKNOWN, primary.at(), "unknown primary \"" + primary.value() + "\"")
              .expecting("a cluster whose role is primary or external");
      Optional<String> closest = DidYouMean.closest(primary.value(), topology.names());
      return Optional.of(
          closest.isPresent() ? found.hinting(DidYouMean.question(closest.get())) : found);
    }
    if (ControlPlanes.isRemote(cluster) && ControlPlanes.isRemote(target.get())) {
      return Optional.of(
          Diagnostic.of(
                  Code.PRIMARY_UNKNOWN,
                  primary.at(),
                  target.get() == cluster
                      ? "remote \"" + cluster.name() + "\" names itself as its primary"
                      : "primary \""
                          + primary.value()
                          + "\" is itself a remote, which has no istiod")
              .expecting("a cluster whose role is primary or external")
              .relating(role(target.get()), "the role of \"" + target.get().name() + "\""));
    }
    return Optional.empty();
  }

  private static Diagnostic twice(Located<String> primary, Located<String> first) {
    return Diagnostic.of(
            Code.PRIMARY_REPEATED, primary.at(), "duplicate primary \"" + primary.value() + "\"")
        .expecting("each primary once, starting with the one to connect to")
        .relating(first.at(), "first listed here");
  }

  private static Diagnostic without(Cluster cluster) {
    return Diagnostic.of(
            Code.REMOTE_WITHOUT_PRIMARY,
            role(cluster),
            "remote \"" + cluster.name() + "\" has no primary")
        .expecting("controlPlane.primaries, the clusters whose istiod controls it");
  }

  private static Diagnostic notRemote(Cluster cluster) {
    return Diagnostic.of(
            Code.REMOTE_WITHOUT_PRIMARY,
            cluster.origins().at("controlPlane", "primaries"),
            "\"" + cluster.name() + "\" has primaries, but is not a remote")
        .expecting("`role: remote`, or no primaries")
        .hinting("remove them, or set `controlPlane.primaries: null` if they are inherited");
  }

  private static Span role(Cluster cluster) {
    return cluster.origins().at("controlPlane", "role");
  }
}
