package dev.meshgen.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.authority.Authorities;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.GatewayPlan;
import dev.meshgen.plan.PlanMesh;
import dev.meshgen.spec.ReadSpec;
import dev.meshgen.spec.Schemas;
import dev.meshgen.spec.SpecSource;
import dev.meshgen.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each cloud's load balancer is told, and how an address is requested. */
final class LoadBalancersTest {
  private static final String AWS = "service.beta.kubernetes.io/aws-load-balancer-";
  private static final String AZURE = "service.beta.kubernetes.io/azure-";

  private static GatewayPlan gateway(String platform, String eastWest) {
    String spec =
        """
        apiVersion: meshgen.dev/v1alpha1
        kind: Mesh
        metadata: {name: retail}
        spec:
          istio: {version: 1.31.1}
          secrets:
            sops:
              age: [age1py7cx0f3dwwsequeqdnsr522cqkfpkeu5ffg3kzwq9tz082gux4sgjlf65]
              root: {age: [age1p93qcl9sgjj7mws9a30z6zsyhgh5aty905ms6qmtanwplp7j5g5q7642tt]}
          delivery: {flux: {sourceRef: {name: platform}}}
        ---
        apiVersion: meshgen.dev/v1alpha1
        kind: Cluster
        metadata: {name: one}
        spec: {platform: %s, eastWest: {enabled: true, %s}}
        """
            .formatted(platform, eastWest);
    Report report = new Report();
    Mesh mesh =
        new ReadSpec(new Schemas())
            .read(
                List.of(new SpecSource("mesh.yaml", spec.getBytes(StandardCharsets.UTF_8))), report)
            .orElseThrow(() -> new AssertionError(report.diagnostics()))
            .mesh();
    return new PlanMesh(IstioCatalog.builtIn())
        .plan(Topology.of(mesh), Engines.of(mesh), Authorities.of(mesh))
        .clusters()
        .get(0)
        .eastWest()
        .orElseThrow();
  }

  @Test
  void onEksTheStatusPortIsAskedForHealth() {
    assertThat(gateway("eks", "exposure: internal").annotations())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                AWS + "type", "external",
                AWS + "nlb-target-type", "ip",
                AWS + "scheme", "internal",
                AWS + "healthcheck-protocol", "http",
                AWS + "healthcheck-port", "15021",
                AWS + "healthcheck-path", "/healthz/ready"));
  }

  @Test
  void onEksAddressesComeWithSubnets() {
    GatewayPlan gateway =
        gateway(
            "eks",
            "address: 10.0.0.9, loadBalancer: {addresses: [10.0.0.9, 10.0.1.9], subnets: [a, b]}");
    assertThat(gateway.annotations())
        .containsEntry(AWS + "private-ipv4-addresses", "10.0.0.9,10.0.1.9")
        .containsEntry(AWS + "subnets", "a,b");
    assertThat(gateway.loadBalancerIp()).isEmpty();
  }

  @Test
  void onEksThePromisedAddressIsAskedForInItsOneSubnet() {
    assertThat(gateway("eks", "address: 10.0.0.9, loadBalancer: {subnets: [a]}").annotations())
        .containsEntry(AWS + "private-ipv4-addresses", "10.0.0.9");
    for (String other :
        List.of(
            "address: 10.0.0.9",
            "address: 10.0.0.9, loadBalancer: {subnets: [a, b]}",
            "address: \"fd00::9\", loadBalancer: {subnets: [a]}",
            "address: gateway.example, loadBalancer: {subnets: [a]}",
            "address: 203.0.113.9, exposure: internet, loadBalancer: {subnets: [a]}")) {
      assertThat(gateway("eks", other).annotations())
          .as(other)
          .doesNotContainKey(AWS + "private-ipv4-addresses");
    }
  }

  @Test
  void onEksAnInternetGatewayHasElasticIps() {
    assertThat(
            gateway(
                    "eks",
                    "exposure: internet, loadBalancer: {allocationIDs: [eipalloc-0a, eipalloc-0b]}")
                .annotations())
        .containsEntry(AWS + "scheme", "internet-facing")
        .containsEntry(AWS + "eip-allocations", "eipalloc-0a,eipalloc-0b");
  }

  @Test
  void onAksEveryPortIsWellWhenTheStatusPortIs() {
    GatewayPlan gateway = gateway("aks", "exposure: internet");
    assertThat(gateway.annotations())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                AZURE + "load-balancer-health-probe-protocol",
                "http",
                AZURE + "load-balancer-health-probe-request-path",
                "/healthz/ready",
                "service.beta.kubernetes.io/port_15443_health-probe_port",
                "15021"));
  }

  @Test
  void onAksAddressesAreAskedForByFamilyAndPublicOnesByName() {
    assertThat(
            gateway(
                    "aks",
                    "loadBalancer: {addresses: [10.4.0.9, \"fd00::9\"], subnets: [mesh],"
                        + " annotations: {example.com/a: b}}")
                .annotations())
        .containsEntry(AZURE + "load-balancer-internal", "true")
        .containsEntry(AZURE + "load-balancer-internal-subnet", "mesh")
        .containsEntry(AZURE + "load-balancer-ipv4", "10.4.0.9")
        .containsEntry(AZURE + "load-balancer-ipv6", "fd00::9")
        .containsEntry("example.com/a", "b");
    assertThat(gateway("aks", "address: 10.4.0.7").annotations())
        .containsEntry(AZURE + "load-balancer-ipv4", "10.4.0.7");
    assertThat(
            gateway(
                    "aks",
                    "exposure: internet, address: 203.0.113.9, loadBalancer: {addressName: mesh}")
                .annotations())
        .containsEntry(AZURE + "pip-name", "mesh")
        .doesNotContainKey(AZURE + "load-balancer-ipv4");
  }

  @Test
  void onGkeAnAddressIsAskedForByNumberOrByName() {
    GatewayPlan byNumber = gateway("gke", "address: 10.8.0.9, loadBalancer: {subnets: [mesh]}");
    assertThat(byNumber.loadBalancerIp()).contains("10.8.0.9");
    assertThat(byNumber.annotations())
        .containsEntry("networking.gke.io/internal-load-balancer-subnet", "mesh");
    GatewayPlan byName =
        gateway(
            "gke",
            "exposure: internet, address: 203.0.113.9, loadBalancer: {addressName: \"m4,m6\"}");
    assertThat(byName.loadBalancerIp()).isEmpty();
    assertThat(byName.annotations())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "cloud.google.com/l4-rbs", "enabled",
                "networking.gke.io/load-balancer-ip-addresses", "m4,m6"));
    assertThat(gateway("gke", "address: \"fd00::9\"").loadBalancerIp()).isEmpty();
    assertThat(gateway("gke", "loadBalancer: {addressName: m4}").annotations())
        .doesNotContainKey("cloud.google.com/l4-rbs");
  }

  @Test
  void elsewhereTheServiceAsksForThePromisedAddress() {
    for (String platform : List.of("openshift", "k3s", "generic")) {
      assertThat(gateway(platform, "address: 192.0.2.9").loadBalancerIp()).contains("192.0.2.9");
      assertThat(gateway(platform, "address: gateway.example").loadBalancerIp()).isEmpty();
      GatewayPlan translated =
          gateway(platform, "address: 192.0.2.9, loadBalancer: {addresses: [10.0.0.9]}");
      assertThat(translated.loadBalancerIp()).contains("10.0.0.9");
      GatewayPlan annotated =
          gateway(
              platform,
              "address: 192.0.2.9, loadBalancer: {annotations: {metallb.io/loadBalancerIPs:"
                  + " 192.0.2.9}}");
      assertThat(annotated.loadBalancerIp()).isEmpty();
      GatewayPlan asked = gateway(platform, "loadBalancer: {addresses: [192.0.2.9]}");
      assertThat(asked.loadBalancerIp()).contains("192.0.2.9");
      assertThat(asked.annotations()).isEmpty();
    }
  }

  @Test
  void furtherAnnotationsWin() {
    assertThat(
            gateway(
                    "eks",
                    "loadBalancer: {annotations: {%snlb-target-type: instance}}".formatted(AWS))
                .annotations())
        .containsEntry(AWS + "nlb-target-type", "instance");
  }
}
