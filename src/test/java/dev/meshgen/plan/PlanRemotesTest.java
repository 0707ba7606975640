package dev.meshgen.plan;

import static dev.meshgen.testing.Plans.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Plans;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which parts a primary and a remote have. */
final class PlanRemotesTest {
  private static final String HUB = cluster("hub", "network: flat, eastWest: {address: 10.0.0.9}");

  private static String remote(String name, String network, String primaries) {
    return cluster(
        name,
        "network: " + network + ", controlPlane: {role: remote, primaries: [" + primaries + "]}");
  }

  private static MeshPlan plan(String version, String... clusters) {
    return Plans.plan(Plans.MESH.replace("1.30.5", version), String.join("", clusters));
  }

  private static ClusterPlan of(MeshPlan plan, String name) {
    return plan.clusters().stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPrimaryWithoutRemotesInOneNetworkExposesNothing() {
    ClusterPlan hub = of(plan("1.31.1", HUB, cluster("west", "network: flat")), "hub");
    assertThat(hub.gateways().exposesIstiod()).isFalse();
    assertThat(hub.eastWest()).isEmpty();
    assertThat(hub.remoteOf()).isEmpty();
    assertThat(hub.cacerts()).isPresent();
  }

  @Test
  void remotesGiveTheirPrimaryAGatewayInOneNetworkToo() {
    MeshPlan plan = plan("1.31.1", HUB, remote("edge", "flat", "hub"));
    ClusterPlan hub = of(plan, "hub");
    assertThat(hub.gateways().exposesIstiod()).isTrue();
    assertThat(hub.eastWest()).isPresent();
    assertThat(hub.layers())
        .containsExactlyElementsOf(
            EnumSet.complementOf(
                EnumSet.of(
                    Layer.CNI, Layer.ZTUNNEL, Layer.ISTIOD_GATEWAY, Layer.PUSH, Layer.TOKENS)));
    assertThat(of(plan, "edge").eastWest()).isEmpty();
  }

  @Test
  void aRemoteHasNoTrustNoConfigurationAndNoDiscovery() {
    ClusterPlan edge = of(plan("1.31.1", HUB, remote("edge", "site", "hub")), "edge");
    assertThat(edge.layers())
        .containsExactly(Layer.NAMESPACES, Layer.BASE, Layer.ACCESS, Layer.ISTIOD, Layer.EASTWEST);
    assertThat(edge.cacerts()).isEmpty();
    assertThat(edge.releases()).noneMatch(Release::failClosedWebhook);
    assertThat(edge.gateways().exposesIstiod()).isFalse();
    assertThat(edge.releases())
        .extracting(Release::key)
        .containsExactly("base", "istiod", "eastwestgateway");
  }

  @Test
  void aRemoteConnectsToTheFirstOfItsPrimaries() {
    MeshPlan plan =
        plan(
            "1.31.1",
            HUB,
            cluster("spare", "network: flat, eastWest: {address: 10.0.0.8}"),
            remote("edge", "site", "spare, hub"));
    RemotePlan remote = of(plan, "edge").remoteOf().orElseThrow();
    assertThat(remote.primaries()).containsExactly("spare", "hub");
    assertThat(remote.pilotAddress()).contains("10.0.0.8");
    assertThat(remote.injectionPath()).isEqualTo("/inject/cluster/edge/net/site");
    assertThat(Stream.of("hub", "spare"))
        .allMatch(name -> of(plan, name).gateways().exposesIstiod());
  }

  @Test
  void aRemoteBringsAMeshConfigurationWhereItIsRead() {
    for (String version : List.of("1.28.10", "1.29.8", "1.30.5", "1.31.1")) {
      MeshPlan plan = plan(version, HUB, remote("edge", "site", "hub"));
      assertThat(of(plan, "edge").remoteOf().orElseThrow().meshConfig())
          .as(version)
          .isEqualTo(!version.startsWith("1.28"));
    }
  }

  @Test
  void whoIsReadByAnotherIstiodIsDiscovered() {
    MeshPlan one = plan("1.31.1", HUB, remote("edge", "flat", "hub"));
    assertThat(one.isDiscovered(of(one, "edge"))).isTrue();
    assertThat(one.isDiscovered(of(one, "hub"))).isFalse();
    MeshPlan two = plan("1.31.1", HUB, cluster("west", ""), remote("edge", "flat", "hub"));
    assertThat(two.clusters()).allMatch(two::isDiscovered);
    MeshPlan alone = plan("1.31.1", HUB);
    assertThat(alone.isDiscovered(of(alone, "hub"))).isFalse();
  }

  @Test
  void onlyPrimariesHaveAnIntermediate() {
    assertThat(plan("1.31.1", HUB, remote("edge", "flat", "hub")).secrets())
        .extracting(SecretPlan::path)
        .containsExactly(
            "trust/root-ca.sops.yaml",
            "trust/next-root-ca.sops.yaml",
            "discovery/edge.sops.yaml",
            "clusters/hub/trust/cacerts.sops.yaml");
  }
}
