package dev.meshgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.testing.Plans;
import dev.meshgen.topology.GatewayReach;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What load balancers are told where the platform does not say whose they are. */
final class ProvidersTest {
  private static final String BETA = "service.beta.kubernetes.io/";

  private static ClusterPlan cluster(String platform, String eastWest) {
    return Plans.plan(
            Plans.MESH,
            Plans.cluster(
                "one", "platform: " + platform + ", eastWest: {enabled: true, " + eastWest + "}"))
        .clusters()
        .get(0);
  }

  private static GatewayPlan gateway(String eastWest) {
    return cluster("generic", eastWest).eastWest().orElseThrow();
  }

  private static GatewayReach reach(String eastWest) {
    return Plans.plan(
            Plans.MESH, Plans.cluster("one", "eastWest: {enabled: true, " + eastWest + "}"))
        .topology()
        .gateways()
        .reach(cluster("generic", eastWest).cluster());
  }

  @ParameterizedTest
  @CsvSource({
    "aws, service.beta.kubernetes.io/aws-load-balancer-internal, true",
    "aws-load-balancer-controller, service.beta.kubernetes.io/aws-load-balancer-scheme, internal",
    "azure, service.beta.kubernetes.io/azure-load-balancer-internal, true",
    "gcp, networking.gke.io/load-balancer-type, Internal",
    "oci, service.beta.kubernetes.io/oci-load-balancer-internal, true",
    "oci, oci-network-load-balancer.oraclecloud.com/internal, true",
    "digitalocean, service.beta.kubernetes.io/do-loadbalancer-network, INTERNAL",
    "hetzner, load-balancer.hetzner.cloud/disable-public-network, true",
    "openstack, service.beta.kubernetes.io/openstack-internal-load-balancer, true",
    "ovh, service.beta.kubernetes.io/openstack-internal-load-balancer, true",
    "ovh, loadbalancer.ovhcloud.com/class, octavia",
    "scaleway, service.beta.kubernetes.io/scw-loadbalancer-private, true",
    "ibm, service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type, private"
  })
  void anInternalGatewayIsInternal(String provider, String annotation, String value) {
    String named = "loadBalancer: {provider: " + provider + "}";
    assertThat(gateway(named).annotations()).containsEntry(annotation, value);
    assertThat(gateway("exposure: internet, " + named).annotations().get(annotation))
        .isNotEqualTo(annotation.endsWith("/class") ? "" : value);
    assertThat(reach(named)).isEqualTo(GatewayReach.INTERNAL);
    assertThat(reach("loadBalancer: {annotations: {" + annotation + ": \"" + value + "\"}}"))
        .isEqualTo(annotation.endsWith("/class") ? GatewayReach.UNKNOWN : GatewayReach.INTERNAL);
  }

  @Test
  void whatNothingMakesInternalIsNotCalledSo() {
    Map<String, GatewayReach> cases = new TreeMap<>();
    cases.put("exposure: internal", GatewayReach.UNKNOWN);
    cases.put("exposure: internet", GatewayReach.INTERNET);
    cases.put("loadBalancer: {provider: linode}", GatewayReach.UNKNOWN);
    cases.put("loadBalancer: {provider: linode, subnets: [\"7\"]}", GatewayReach.INTERNAL);
    cases.put("loadBalancer: {provider: kube-vip}", GatewayReach.UNKNOWN);
    cases.put("address: 10.0.0.9, loadBalancer: {provider: kube-vip}", GatewayReach.INTERNAL);
    cases.put("address: 203.0.113.9, loadBalancer: {provider: cilium}", GatewayReach.UNKNOWN);
    cases.put("loadBalancer: {addresses: [\"fd00::9\"]}", GatewayReach.INTERNAL);
    cases.put("loadBalancer: {addresses: [100.64.0.9]}", GatewayReach.INTERNAL);
    cases.put("address: gateway.example", GatewayReach.UNKNOWN);
    cases.put("loadBalancer: {provider: metallb, addressPool: mesh}", GatewayReach.CHOSEN);
    cases.put("loadBalancer: {class: io.cilium/l2-announcer}", GatewayReach.CHOSEN);
    cases.forEach((eastWest, reach) -> assertThat(reach(eastWest)).as(eastWest).isEqualTo(reach));
  }

  @Test
  void anAddressIsRequestedAsTheProviderReadsIt() {
    assertThat(gateway("address: 10.0.0.9, loadBalancer: {provider: hetzner}").annotations())
        .containsEntry("load-balancer.hetzner.cloud/private-ipv4", "10.0.0.9");
    assertThat(
            gateway("loadBalancer: {provider: cilium, addresses: [10.0.0.9, \"fd00::9\"]}")
                .annotations())
        .containsEntry("lbipam.cilium.io/ips", "10.0.0.9,fd00::9");
    assertThat(gateway("address: 10.0.0.9, loadBalancer: {provider: metallb, addressPool: mesh}"))
        .satisfies(
            gateway -> {
              assertThat(gateway.loadBalancerIp()).contains("10.0.0.9");
              assertThat(gateway.annotations()).containsEntry("metallb.io/address-pool", "mesh");
            });
    // It refuses an internal one with a reserved address.
    assertThat(gateway("address: 10.0.0.9, loadBalancer: {provider: oci}").loadBalancerIp())
        .isEmpty();
    assertThat(
            gateway("exposure: internet, address: 203.0.113.9, loadBalancer: {provider: oci}")
                .loadBalancerIp())
        .contains("203.0.113.9");
  }

  @Test
  void sourceRangesThatAnAnnotationTakesAreWrittenThere() {
    assertThat(
            gateway(
                    "exposure: internet, sourceRanges: [198.51.100.0/24, \"2001:db8::/32\"],"
                        + " loadBalancer: {provider: linode}")
                .annotations())
        .containsEntry(
            BETA + "linode-loadbalancer-firewall-acl",
            "{\"allowList\":{\"ipv4\":[\"198.51.100.0/24\"],\"ipv6\":[\"2001:db8::/32\"]}}");
  }

  @Test
  void aClassIsOneOfTheService() {
    assertThat(
            cluster("eks", "loadBalancer: {class: eks.amazonaws.com/nlb}")
                .eastWest()
                .orElseThrow()
                .loadBalancerClass())
        .contains("eks.amazonaws.com/nlb");
  }

  @ParameterizedTest
  @CsvSource({
    "service.beta.kubernetes.io/linode-loadbalancer-default-proxy-protocol, v2, none",
    "service.beta.kubernetes.io/oci-load-balancer-connection-proxy-protocol-version, 2, 0",
    "oci-network-load-balancer.oraclecloud.com/is-ppv2-enabled, true, false",
    "service.beta.kubernetes.io/scw-loadbalancer-proxy-protocol-v2, true, false",
    "service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol, true, false",
    "load-balancer.hetzner.cloud/uses-proxyprotocol, true, false",
    "loadbalancer.openstack.org/proxy-protocol, v2, false",
    "service.kubernetes.io/ibm-load-balancer-cloud-provider-enable-features, proxy-protocol, nlb"
  })
  void noHeaderGoesBeforeTheTls(String annotation, String on, String off) {
    assertThat(Platforms.changesTls(annotation, on)).as(annotation).isTrue();
    assertThat(Platforms.changesTls(annotation, off)).as(annotation).isFalse();
  }
}
