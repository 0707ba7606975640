package dev.meshgen.plan;

import static dev.meshgen.testing.Plans.MESH;
import static dev.meshgen.testing.Plans.cluster;
import static dev.meshgen.testing.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.plan.RemoteGatewaysPlan.RemoteGateway;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three networks that share no address space: each reaches a gateway at another address. */
class AddressPerNetworkTest {
  private static final String SITE1 =
      "network: net1, eastWest: {addressFor: {net2: 192.168.100.2, net3: gw.site1.example}}";

  private static List<RemoteGateway> told(MeshPlan plan, String cluster) {
    return plan.clusters().stream()
        .filter(each -> each.name().equals(cluster))
        .flatMap(each -> each.gateways().remoteGateways().stream())
        .flatMap(told -> told.gateways().stream())
        .toList();
  }

  private static RemoteGateway gateway(String address, boolean isIp, int port) {
    return new RemoteGateway("istio-eastwestgateway-site1", "net1", address, isIp, port);
  }

  @Test
  void eachIstiodIsToldTheAddressForItsNetwork() {
    MeshPlan plan =
        plan(MESH, cluster("site1", SITE1), cluster("site2", "network: net2"), site3(""));

    assertThat(told(plan, "site1")).isEmpty();
    assertThat(told(plan, "site2")).containsExactly(gateway("192.168.100.2", true, 15443));
    assertThat(told(plan, "site3")).containsExactly(gateway("gw.site1.example", false, 15443));
  }

  @Test
  void aNetworkThatIsLeftOutUsesTheUsualAddressAndThePortThatIsSet() {
    MeshPlan plan =
        plan(
            MESH,
            cluster(
                "site1",
                "network: net1, eastWest: {address: 10.0.0.1, addressFor: {net2: 10.2.0.1},"
                    + " ports: {tls: 443}}"),
            cluster("site2", "network: net2"),
            site3(""));

    assertThat(told(plan, "site3")).containsExactly(gateway("10.0.0.1", true, 443));
  }

  @Test
  void whoDrainsOrSharesTheNetworkOrIsLeavingHasNothingToTell() {
    MeshPlan plan =
        plan(
            MESH,
            cluster("site1", SITE1 + ", state: detached"),
            cluster("site2", "network: net2"),
            site3(", state: detached"),
            cluster("beside", "network: net1"));

    for (String reader : List.of("site1", "site2", "site3", "beside")) {
      assertThat(told(plan, reader)).as(reader).isEmpty();
    }
  }

  private static String site3(String more) {
    return cluster("site3", "network: net3" + more);
  }
}
