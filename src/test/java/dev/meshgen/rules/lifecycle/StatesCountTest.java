package dev.meshgen.rules.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.rules.ReadMesh;
import dev.meshgen.testing.Plans;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No rule names a gateway or a discovery that a cluster of its state does not have. */
final class StatesCountTest {
  private static final String FLUX =
      Plans.MESH.replace(
          "argocd: {repoURL: \"https://git.example/platform.git\"}",
          "flux: {sourceRef: {name: platform}}");
  private static final String AMBIENT =
      Plans.MESH.replace("istio: {", "istio: {dataPlane: ambient, ");

  private static List<Code> codes(String... documents) {
    return ReadMesh.of(String.join("", documents)).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }

  private static String cluster(String name, String spec) {
    return Plans.cluster(name, spec);
  }

  @Test
  void anAddressIsFreeWhereTheGatewayIsGone() {
    String address = "eastWest: {address: 10.0.0.9}";
    assertThat(codes(Plans.MESH, cluster("a", address), cluster("b", address)))
        .contains(Code.GATEWAY_ADDRESS_SHARED);
    assertThat(
            codes(
                Plans.MESH,
                cluster("a", address),
                cluster("b", address + ", state: detached"),
                cluster("c", "")))
        .doesNotContain(Code.GATEWAY_ADDRESS_SHARED);
  }

  @Test
  void annotationsOfAGatewayThatIsGoneContradictNothing() {
    String annotated =
        "platform: aks, eastWest: {loadBalancer: {annotations:"
            + " {service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"}}}";
    assertThat(codes(Plans.MESH, cluster("a", annotated), cluster("b", "")))
        .contains(Code.LOAD_BALANCER_ANNOTATION);
    assertThat(codes(Plans.MESH, cluster("a", annotated + ", state: detached"), cluster("b", "")))
        .doesNotContain(Code.LOAD_BALANCER_ANNOTATION);
    assertThat(
            codes(
                Plans.MESH,
                cluster("a", annotated + ", network: flat"),
                cluster("b", "network: flat")))
        .doesNotContain(Code.LOAD_BALANCER_ANNOTATION);
  }

  @Test
  void revisionsGoWithAGatewayApiThatNoGatewayUses() {
    String revised =
        "network: flat, istio: {revision: blue, tags: {default: blue}}, eastWest: {api: gateway-api}";
    assertThat(codes(Plans.MESH, cluster("a", revised), cluster("b", "")))
        .contains(Code.REVISION_NOT_OF_CHARTS);
    assertThat(codes(Plans.MESH, cluster("a", revised), cluster("b", "network: flat")))
        .doesNotContain(Code.REVISION_NOT_OF_CHARTS);
    assertThat(codes(Plans.MESH, cluster("a", revised + ", state: detached"), cluster("b", "")))
        .doesNotContain(Code.REVISION_NOT_OF_CHARTS);
  }

  @Test
  void aFluxThatReadsNobodyNeedsNoSecondKey() {
    String own = "secrets: {sops: {age: [" + Plans.C + "]}}";
    String mesh = FLUX.replace(Plans.C, Plans.B);
    assertThat(codes(mesh, cluster("a", own), cluster("b", "")))
        .contains(Code.DISCOVERY_NEEDS_SECOND_KEY);
    assertThat(codes(mesh, cluster("a", own + ", state: detached"), cluster("b", "")))
        .doesNotContain(Code.DISCOVERY_NEEDS_SECOND_KEY);
  }

  @Test
  void aGatewayOutOfSightServesNobodyBesideOneThatJoins() {
    String none = "network: flat, eastWest: {enabled: false}";
    String joining = "network: flat, state: joining";
    assertThat(codes(Plans.MESH, cluster("a", ""), cluster("b", none), cluster("c", joining)))
        .contains(Code.GATEWAY_JOINS);
    for (String state : List.of("draining", "detached")) {
      assertThat(
              codes(
                  Plans.MESH,
                  cluster("a", ""),
                  cluster("b", none),
                  cluster("c", joining),
                  cluster("d", "network: flat, state: " + state)))
          .as(state)
          .contains(Code.GATEWAY_JOINS);
    }
  }

  @Test
  void anAmbientClusterSharesNoNetworkWithOneThatIsGone() {
    String old = "network: flat, istio: {dataPlane: sidecar}";
    assertThat(codes(AMBIENT, cluster("a", "network: flat"), cluster("b", old)))
        .contains(Code.AMBIENT_NETWORK_SHARED);
    assertThat(
            codes(AMBIENT, cluster("a", "network: flat"), cluster("b", old + ", state: detached")))
        .doesNotContain(Code.AMBIENT_NETWORK_SHARED);
  }

  @Test
  void hostsOfAnAmbientGatewayThatIsGoneAreNotAsked() {
    String hosts = "eastWest: {hosts: [\"*.local\"]}";
    assertThat(codes(AMBIENT, cluster("a", hosts), cluster("b", "")))
        .contains(Code.AMBIENT_GATEWAY);
    assertThat(codes(AMBIENT, cluster("a", hosts + ", state: detached"), cluster("b", "")))
        .doesNotContain(Code.AMBIENT_GATEWAY);
  }

  @Test
  void aDetachedClusterNeedsNoGroup() {
    String groups =
        Plans.MESH
            + "  discovery: {mode: groups, groups: [{name: eu, match: {eu: \"yes\"}}]}\n"
            + cluster("a", "").replace("{name: a}", "{name: a, labels: {eu: \"yes\"}}");
    assertThat(codes(groups, cluster("b", ""))).contains(Code.CLUSTER_UNGROUPED);
    assertThat(codes(groups, cluster("b", "state: detached")))
        .doesNotContain(Code.CLUSTER_UNGROUPED);
  }
}
