package dev.meshgen.platform;

import static dev.meshgen.model.LoadBalancer.ADDRESS_NAME;
import static dev.meshgen.model.LoadBalancer.SUBNETS;
import static dev.meshgen.platform.Reach.ANY;
import static dev.meshgen.platform.Reach.INTERNAL;
import static dev.meshgen.platform.Reach.INTERNET;

import dev.meshgen.model.PlatformName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Azure's AKS.
 *
 * <p>Sources: {@code pkg/consts/consts.go} and {@code
 * pkg/provider/azure_loadbalancer_healthprobe.go} of cloud-provider-azure.
 */
final class Aks implements Platform {
  private static final String BETA = "service.beta.kubernetes.io/";
  private static final String AZURE = BETA + "azure-load-balancer-";

  static final LoadBalancers LOAD_BALANCERS =
      new LoadBalancerTable()
          .makeInternal(AZURE + "internal", "true")
          // By default every port is probed with a separate connection, without TLS.
          .set(ANY, AZURE + "health-probe-protocol", "http")
          .set(ANY, AZURE + "health-probe-request-path", GatewayHealth::path)
          .setForPorts(ANY, BETA + "port_", "_health-probe_port", GatewayHealth::servicePort)
          .takeAddresses(ANY, new AksAddresses(AZURE + "ipv"))
          .take(ADDRESS_NAME, INTERNET, BETA + "azure-pip-name")
          .take(SUBNETS, INTERNAL, AZURE + "internal-subnet")
          .own("sourceRanges", BETA + "azure-allowed-ip-ranges")
          .needs(
              "The role Network Contributor for the cluster's identity, on a subnet or public IP"
                  + " outside of the nodes' resource group.")
          .checked(
              new HealthCheck(
                  "168.63.129.16",
                  HealthCheck.Target.NODE_PORT,
                  "health check; Azure admits it unless a rule of yours does not"))
          .done();

  @Override
  public PlatformName name() {
    return PlatformName.AKS;
  }

  @Override
  public String title() {
    return "AKS";
  }

  /**
   * Its admissions enforcer adds namespaces to the selectors of all webhooks, which an engine takes
   * for drift and undoes again and again (Azure/AKS#1771, Azure/AKS#4002).
   */
  @Override
  public SortedMap<String, String> webhookAnnotations() {
    return new TreeMap<>(Map.of("admissions.enforcer/disabled", "true"));
  }

  @Override
  public boolean bringsMetrics() {
    return true;
  }

  @Override
  public LoadBalancers loadBalancers() {
    return LOAD_BALANCERS;
  }
}
