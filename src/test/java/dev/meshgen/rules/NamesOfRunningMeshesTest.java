package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses that a running mesh has are accepted as they are. */
class NamesOfRunningMeshesTest {

  private static List<Code> check(String... documents) {
    return ReadMesh.of(String.join("", documents)).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vpc_0a1b2c", "Network1", "gke_proj_zone_c1", "prod.eu", "1e3", "NO"})
  void ofNetworksAreLabelValues(String network) {
    String east = Plans.cluster("east", "network: \"" + network + "\"");

    assertThat(check(Plans.PRIVATE_MESH, east, Plans.cluster("west", ""))).isEmpty();
    PlainTree tree = PlainTree.of(Plans.PRIVATE_MESH, east, Plans.cluster("west", ""));
    assertThat(tree.yaml("clusters/east/values/istiod.yaml").at("/global/network").asString())
        .isEqualTo(network);
    assertThat(
            tree.yaml("clusters/east/namespaces/namespace.yaml")
                .at("/metadata/labels")
                .path("topology.istio.io/network")
                .asString())
        .isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a_", "a/b", "a b", ".a"})
  void ofNetworksAreNothingElse(String network) {
    assertThat(check(Plans.PRIVATE_MESH, Plans.cluster("east", "network: \"" + network + "\"")))
        .containsExactly(Code.BAD_FORMAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gke_proj_zone_c1", "Prod-1", "prod.eu", "_x", ".x", "on"})
  void ofClustersAreKeysOfSecrets(String id) {
    String spec = "clusterID: \"" + id + "\", istio: {dataPlane: ambient}";
    String west = Plans.cluster("west", "istio: {dataPlane: ambient}");

    PlainTree tree = PlainTree.of(Plans.PRIVATE_MESH, Plans.cluster("east", spec), west);

    assertThat(
            tree.yaml("clusters/east/values/istiod.yaml")
                .at("/global/multiCluster/clusterName")
                .asString())
        .isEqualTo(id);
    assertThat(
            tree.yaml("clusters/east/values/ztunnel.yaml")
                .at("/multiCluster/clusterName")
                .asString())
        .isEqualTo(id);
    assertThat(
            tree.yaml("clusters/west/values/istiod.yaml")
                .at("/global/multiCluster/clusterName")
                .asString())
        .isEqualTo("west");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "..x", "a/b", "a b", ""})
  void ofClustersAreNothingElse(String id) {
    assertThat(check(Plans.PRIVATE_MESH, Plans.cluster("east", "clusterID: \"" + id + "\"")))
        .containsExactly(Code.BAD_FORMAT);
  }

  @Test
  void ofPrimariesAreWhatTheirRemotesKnowThemBy() {
    String[] spec = {
      Plans.PRIVATE_MESH,
      Plans.cluster("hub", "clusterID: Hub_1, eastWest: {address: 10.0.0.9}"),
      Plans.cluster("edge", "clusterID: edge.one, controlPlane: {role: remote, primaries: [hub]}"),
    };

    PlainTree tree = PlainTree.of(spec);

    assertThat(
            tree.yaml("clusters/edge/namespaces/namespace.yaml")
                .at("/metadata/annotations")
                .path("topology.istio.io/controlPlaneClusters")
                .asString())
        .isEqualTo("Hub_1");
    assertThat(
            tree.yaml("clusters/edge/values/istiod.yaml")
                .at("/istiodRemote/injectionPath")
                .asString())
        .isEqualTo("/inject/cluster/edge.one/net/edge");
  }

  @Test
  void ofApiServersTellThoseBehindOneAddressApart() {
    String address = "apiServer: https://istio-egressgateway.istio-system.svc.cluster.local:443";
    String named = "kubernetes: {tlsServerName: %s, " + address + "}";

    assertThat(
            check(
                Plans.PRIVATE_MESH,
                Plans.cluster("east", named.formatted("east.example")),
                Plans.cluster("west", named.formatted("west.example"))))
        .isEmpty();
    assertThat(
            check(
                Plans.PRIVATE_MESH,
                Plans.cluster("east", named.formatted("east.example")),
                Plans.cluster("west", named.formatted("east.example"))))
        .containsExactly(Code.API_SERVER_SHARED);
    assertThat(check(Plans.PRIVATE_MESH, Plans.cluster("east", "kubernetes: {" + address + "}")))
        .containsExactly(Code.API_SERVER_UNREACHABLE);
  }

  @Test
  void ofProxiesTellApiServersApartAndHoldNoLogin() {
    String proxied = "kubernetes: {apiServer: https://10.0.0.1:6443, proxyURL: \"%s\"}";

    assertThat(
            check(
                Plans.PRIVATE_MESH,
                Plans.cluster("east", proxied.formatted("http://proxy.east.example:3128")),
                Plans.cluster("west", proxied.formatted("http://proxy.west.example:3128"))))
        .isEmpty();
    assertThat(
            check(
                Plans.PRIVATE_MESH,
                Plans.cluster("east", proxied.formatted("http://u:p@p.example"))))
        .contains(Code.CREDENTIALS_IN_ADDRESS);
    assertThat(
            check(
                Plans.PRIVATE_MESH, Plans.cluster("east", proxied.formatted("socks5://127.0.0.1"))))
        .containsExactly(Code.API_SERVER_UNREACHABLE);
  }
}
