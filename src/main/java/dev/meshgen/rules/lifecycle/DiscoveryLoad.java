package dev.meshgen.rules.lifecycle;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.DiscoveryCircle;
import dev.meshgen.topology.DiscoveryGraph;
import dev.meshgen.topology.Topology;
import java.util.Locale;
import java.util.Optional;

/**
 * What discovery costs each istiod, and the rule that warns when it is too much.
 *
 * <p>Istio's own load test adds clusters of 300 services and 4,000 endpoints to a mesh, one at a
 * time, up to 10: each takes about 180 MB of memory and 1 % of a core from every istiod (<a
 * href="https://istio.io/latest/docs/ops/deployment/ambient-mc-perf/">istio.io, Ambient
 * Multicluster Performance</a>). Each replica holds all of it, so more replicas do not help. Beyond
 * 10 clusters this extrapolates.
 */
public final class DiscoveryLoad implements Rule {
  /** The most that Istio has tested. */
  private static final int TESTED = 10;

  /** At this number an istiod needs 9 GB, on top of what the services of its own cluster take. */
  private static final int SANE = 50;

  private static final int MEGABYTES = 180;

  /** An istiod, and how many clusters besides its own it watches. */
  private record Busiest(Cluster cluster, int watched) {}

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    busiest(context.topology().discovery())
        .filter(found -> found.watched() > SANE)
        .ifPresent(found -> report.add(warn(mesh, context.topology().discovery(), found)));
  }

  /**
   * The load of the busiest istiod in one line; empty while it is within what Istio has tested, and
   * when the rule reports it.
   */
  public static Optional<String> summary(Topology topology) {
    return busiest(topology.discovery())
        .filter(found -> found.watched() > TESTED && found.watched() <= SANE)
        .map(
            found ->
                "discovery: the busiest istiod, that of "
                    + found.cluster().name()
                    + ", watches "
                    + found.watched()
                    + " other clusters: "
                    + estimate(found.watched()));
  }

  /** What it takes to watch a number of clusters, in words. */
  public static String estimate(int watched) {
    return String.format(
        Locale.ROOT,
        "about %.1f GB of memory and %d %% of a core in every replica, at 300 services and 4,000"
            + " endpoints each",
        watched * MEGABYTES / 1000.0,
        watched);
  }

  private static Diagnostic warn(Mesh mesh, DiscoveryGraph discovery, Busiest found) {
    Span at = mesh.origins().at("spec", "discovery");
    return Diagnostic.of(
            Code.DISCOVERY_CROWDED,
            at.hasLine() ? at : mesh.origins().document(),
            "the istiod of \""
                + found.cluster().name()
                + "\" watches "
                + found.watched()
                + " other clusters: "
                + estimate(found.watched()))
        .concerning(found.cluster().name())
        .expecting("at most " + SANE + " clusters")
        .hinting(
            discovery.isGrouped()
                ? "make its groups smaller; only clusters that call each other need to share one"
                : "set `discovery.mode: groups`, with groups of clusters that call each other");
  }

  /** Of the istiods of one circle, which all watch the same, the first speaks for all. */
  private static Optional<Busiest> busiest(DiscoveryGraph discovery) {
    Busiest busiest = null;
    if (discovery.isHandedOut()) {
      for (DiscoveryCircle circle : discovery.circles()) {
        for (Cluster cluster : circle.clusters()) {
          if (discovery.reads(cluster) && DiscoveryGraph.isListed(cluster)) {
            int watched = discovery.watched(cluster);
            busiest =
                busiest == null || watched > busiest.watched()
                    ? new Busiest(cluster, watched)
                    : busiest;
            break;
          }
        }
      }
    }
    return Optional.ofNullable(busiest);
  }
}
