package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import dev.meshgen.rules.NameList;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.topology.GatewayRoles;
import java.util.ArrayList;
import java.util.List;

/**
 * Every cloud configures its load balancers differently. It ignores silently what it does not read,
 * and creates no load balancer when asked for a wrong number of things.
 */
final class LoadBalancerFields implements Rule {
  private static final String ADDRESSES = "addresses";
  private static final String NAME = "addressName";
  private static final String ALLOCATIONS = "allocationIDs";
  private static final String SUBNETS = "subnets";

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    GatewayRoles gateways = GatewayRoles.of(mesh);
    for (Cluster cluster : mesh.clusters()) {
      if (gateways.hasLoadBalancer(cluster)) {
        checkFields(cluster, report);
        checkNumbers(cluster, report);
      }
    }
  }

  private static void checkFields(Cluster cluster, Report report) {
    List<String> known = known(cluster.platform(), cluster.eastWest().exposure());
    for (String field : used(cluster.eastWest().loadBalancer())) {
      if (!known.contains(field)) {
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
        + " load balancers of platform \""
        + cluster.platform().id()
        + "\"";
  }

  private static List<String> known(Platform platform, Exposure exposure) {
    boolean internal = exposure == Exposure.INTERNAL;
    return switch (platform) {
      case EKS -> List.of(internal ? ADDRESSES : ALLOCATIONS, SUBNETS);
      case AKS -> List.of(ADDRESSES, internal ? SUBNETS : NAME);
      case GKE -> internal ? List.of(ADDRESSES, NAME, SUBNETS) : List.of(ADDRESSES, NAME);
      case OPENSHIFT, K3S, GENERIC -> List.of(ADDRESSES);
    };
  }

  private static List<String> used(LoadBalancer asked) {
    List<String> used = new ArrayList<>();
    if (!asked.addresses().isEmpty()) {
      used.add(ADDRESSES);
    }
    if (asked.addressName().isPresent()) {
      used.add(NAME);
    }
    if (!asked.allocationIds().isEmpty()) {
      used.add(ALLOCATIONS);
    }
    if (!asked.subnets().isEmpty()) {
      used.add(SUBNETS);
    }
    return used;
  }

  private static void checkNumbers(Cluster cluster, Report report) {
    LoadBalancer asked = cluster.eastWest().loadBalancer();
    if (cluster.platform() == Platform.EKS) {
      boolean internal = cluster.eastWest().exposure() == Exposure.INTERNAL;
      int fixed = internal ? asked.addresses().size() : asked.allocationIds().size();
      if (fixed > 0 && !asked.subnets().isEmpty() && fixed != asked.subnets().size()) {
        report.add(
            number(
                    cluster,
                    SUBNETS,
                    "needs one fixed address per subnet"
                        + " (subnets: "
                        + asked.subnets().size()
                        + ", addresses: "
                        + fixed
                        + ")")
                .expecting("as many subnets as " + (internal ? ADDRESSES : ALLOCATIONS)));
      }
    } else if (asked.subnets().size() > 1) {
      report.add(number(cluster, SUBNETS, "takes only one subnet").expecting("one subnet"));
    }
    if (!asked.addresses().isEmpty() && asked.addressName().isPresent()) {
      report.add(
          number(cluster, NAME, "is given its address both by number and by name")
              .expecting("either " + ADDRESSES + " or " + NAME));
    }
  }

  private static Diagnostic number(Cluster cluster, String field, String what) {
    return Diagnostic.of(
        Code.LOAD_BALANCER_NUMBER,
        cluster.origins().at("eastWest", "loadBalancer", field),
        "the load balancer of \"" + cluster.name() + "\" " + what);
  }
}
