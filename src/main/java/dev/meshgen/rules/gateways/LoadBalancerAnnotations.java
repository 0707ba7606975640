package dev.meshgen.rules.gateways;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Platform;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import java.util.Map;

/**
 * Fields of the spec decide who reaches a gateway, and where. Otherwise the rules and the table of
 * connections, which read those fields, would be wrong.
 */
final class LoadBalancerAnnotations implements Rule {
  private static final String BETA = "service.beta.kubernetes.io/";
  private static final String GKE = "networking.gke.io/";
  private static final String EXPOSURE = "exposure";
  private static final String ADDRESSES = "loadBalancer.addresses";
  private static final String NAME = "loadBalancer.addressName";
  private static final String SUBNETS = "loadBalancer.subnets";

  private static final Map<String, String> EKS_FIELDS =
      Map.of(
          BETA + "aws-load-balancer-scheme", EXPOSURE,
          BETA + "aws-load-balancer-internal", EXPOSURE,
          BETA + "load-balancer-source-ranges", "sourceRanges",
          BETA + "aws-load-balancer-eip-allocations", "loadBalancer.allocationIDs",
          BETA + "aws-load-balancer-private-ipv4-addresses", ADDRESSES,
          BETA + "aws-load-balancer-subnets", SUBNETS);

  private static final Map<String, String> AKS_FIELDS =
      Map.of(
          BETA + "azure-load-balancer-internal", EXPOSURE,
          BETA + "azure-allowed-ip-ranges", "sourceRanges",
          BETA + "azure-load-balancer-ipv4", ADDRESSES,
          BETA + "azure-load-balancer-ipv6", ADDRESSES,
          BETA + "azure-pip-name", NAME,
          BETA + "azure-load-balancer-internal-subnet", SUBNETS);

  private static final Map<String, String> GKE_FIELDS =
      Map.of(
          GKE + "load-balancer-type",
          EXPOSURE,
          "cloud.google.com/load-balancer-type",
          EXPOSURE,
          GKE + "load-balancer-ip-addresses",
          NAME,
          GKE + "internal-load-balancer-subnet",
          SUBNETS,
          GKE + "load-balancer-subnet",
          SUBNETS);

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    for (Cluster cluster : mesh.clusters()) {
      Map<String, String> decided = decided(cluster.platform());
      for (String key : cluster.eastWest().loadBalancer().annotations().keySet()) {
        if (decided.containsKey(key)) {
          report.add(
              Diagnostic.of(
                      Code.LOAD_BALANCER_ANNOTATION,
                      cluster.origins().at("eastWest", "loadBalancer", "annotations", key),
                      "annotation \"" + key + "\" conflicts with a field")
                  .hinting("remove it; eastWest." + decided.get(key) + " sets it"));
        }
      }
    }
  }

  private static Map<String, String> decided(Platform platform) {
    return switch (platform) {
      case EKS -> EKS_FIELDS;
      case AKS -> AKS_FIELDS;
      case GKE -> GKE_FIELDS;
      case OPENSHIFT, K3S, GENERIC -> Map.of();
    };
  }
}
