package dev.meshgen.rules.gateways;

import static dev.meshgen.model.LoadBalancer.ADDRESSES;
import static dev.meshgen.model.LoadBalancer.ADDRESS_NAME;
import static dev.meshgen.model.LoadBalancer.PROVIDER;
import static dev.meshgen.model.LoadBalancer.SUBNETS;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Mesh;
import dev.meshgen.platform.FixedAddresses;
import dev.meshgen.platform.Platforms;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.Gateways;
import java.util.List;
import java.util.Optional;

/**
 * Every cloud configures its load balancers differently. It ignores silently what it does not read,
 * and creates no load balancer when asked for a wrong number of things.
 */
final class LoadBalancerFields implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    Gateways gateways = context.topology().gateways();
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)) {
        checkFields(cluster, report);
        checkNumbers(cluster, report);
      }
    }
  }

  private static void checkFields(Cluster cluster, Report report) {
    List<String> known = Platforms.loadBalancers(cluster).fields(cluster.eastWest().exposure());
    for (String field : cluster.eastWest().loadBalancer().fields().keySet()) {
      boolean provider = field.equals(PROVIDER) && Platforms.takesProvider(cluster);
      if (!provider && !known.contains(field)) {
        report.add(
            Diagnostic.of(
                    Code.LOAD_BALANCER_FIELD,
                    cluster.origins().at("eastWest", "loadBalancer", field),
                    "\"" + field + "\" is not supported by " + balancers(cluster))
                .expecting("one of " + NameList.some(known))
                .hinting("run `meshgen explain Cluster.spec.eastWest.loadBalancer`")
                .relating(
                    cluster.origins().at("eastWest", "exposure"), "the exposure of the gateway"));
      }
    }
  }

  private static String balancers(Cluster cluster) {
    boolean internal = cluster.eastWest().exposure() == Exposure.INTERNAL;
    return (internal ? "internal" : "internet-facing")
        + " load balancers of "
        + Platforms.balancersOf(cluster);
  }

  private static void checkNumbers(Cluster cluster, Report report) {
    LoadBalancer asked = cluster.eastWest().loadBalancer();
    int subnets = asked.of(SUBNETS).size();
    FixedAddresses addresses = Platforms.loadBalancers(cluster).addresses();
    Optional<String> perSubnet = addresses.perSubnet(cluster.eastWest().exposure());
    if (perSubnet.isPresent()) {
      int fixed = asked.of(perSubnet.get()).size();
      if (fixed > 0 && subnets > 0 && fixed != subnets) {
        report.add(
            number(
                    cluster,
                    SUBNETS,
                    "needs one fixed address per subnet (subnets: "
                        + subnets
                        + ", addresses: "
                        + fixed
                        + ")")
                .expecting("as many subnets as " + perSubnet.get()));
      }
    } else if (subnets > 1) {
      report.add(number(cluster, SUBNETS, "accepts only one subnet").expecting("one subnet"));
    }
    if (asked.asks(ADDRESSES) && asked.asks(ADDRESS_NAME)) {
      report.add(
          number(cluster, ADDRESS_NAME, "is given its address both by number and by name")
              .expecting("either " + ADDRESSES + " or " + ADDRESS_NAME));
    }
  }

  private static Diagnostic number(Cluster cluster, String field, String what) {
    return Diagnostic.of(
        Code.LOAD_BALANCER_NUMBER,
        cluster.origins().at("eastWest", "loadBalancer", field),
        "the load balancer of \"" + cluster.name() + "\" " + what);
  }
}
