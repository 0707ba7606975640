package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.ExposureDoubt;
import dev.meshgen.platform.LoadBalancers;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * On most clouds a Service of type LoadBalancer is public unless it says otherwise in the cloud's
 * own words. Where meshgen does not know these, an internal gateway may be open to the internet.
 */
final class InternalInFact implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    // By its words: as a key, a record would load what makes its hash.
    Map<String, ExposureDoubt> reasons = new LinkedHashMap<>();
    Map<String, List<Cluster>> unknown = new LinkedHashMap<>();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster) && cluster.eastWest().exposure() == Exposure.INTERNAL) {
        LoadBalancers balancers = Platforms.loadBalancers(cluster);
        if (balancers.isInternetOnly()) {
          report.add(never(cluster));
        } else {
          unsure(cluster, gateways)
              .ifPresent(
                  unsure -> {
                    String reason = unsure.why() + unsure.way();
                    reasons.put(reason, unsure);
                    unknown.computeIfAbsent(reason, key -> new ArrayList<>()).add(cluster);
                  });
        }
      }
    }
    unknown.forEach((reason, clusters) -> report.add(unknown(clusters, reasons.get(reason))));
  }

  private static Optional<ExposureDoubt> unsure(Cluster cluster, Gateways gateways) {
    return switch (gateways.reach(cluster)) {
      case UNKNOWN -> Platforms.loadBalancers(cluster).unsure(cluster.eastWest().loadBalancer());
      case CHOSEN -> gateways.unknownClass(cluster).map(name -> handedOver(cluster, name));
      case INTERNAL, INTERNET, NO_LOAD_BALANCER -> Optional.empty();
    };
  }

  /** What makes it internal is said to a controller that has nothing to do with it. */
  private static ExposureDoubt handedOver(Cluster cluster, String name) {
    return new ExposureDoubt(
        "its class \""
            + name
            + "\" hands it to a controller that ignores the annotations of "
            + Platforms.balancersOf(cluster),
        "set eastWest.address to a private address, or remove eastWest.loadBalancer.class; or"
            + " `eastWest.exposure: internet` with eastWest.sourceRanges");
  }

  private static Diagnostic never(Cluster cluster) {
    return Diagnostic.of(
            Code.NEVER_INTERNAL,
            cluster.origins().at("eastWest", "exposure"),
            "load balancers of " + Platforms.balancersOf(cluster) + " are never internal")
        .expecting("`exposure: internet`")
        .hinting(
            "set another eastWest.loadBalancer.provider; or `eastWest.exposure: internet` with"
                + " eastWest.sourceRanges")
        .relating(cluster.origins().at("eastWest", "loadBalancer", "provider"), "the provider");
  }

  /** One for all of the same reason: it is the default of many clusters. */
  private static Diagnostic unknown(List<Cluster> clusters, ExposureDoubt unsure) {
    List<String> names = clusters.stream().map(Cluster::name).toList();
    return Diagnostic.of(
            Code.INTERNAL_UNKNOWN,
            clusters.get(0).origins().at("eastWest", "exposure"),
            "nothing makes the "
                + (names.size() == 1 ? "gateway of " : "gateways of ")
                + NameList.some(names)
                + " internal: "
                + unsure.why())
        .concerning(names)
        .expecting("a load balancer unreachable from the internet")
        .hinting(unsure.way());
  }
}
