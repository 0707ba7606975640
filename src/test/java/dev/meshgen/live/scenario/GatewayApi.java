package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import java.util.Set;

/**
 * Gateways that istiods make of Gateways of the Gateway API, one of them for a remote, with ports
 * that were moved, either exposure, and NetworkPolicies.
 */
public final class GatewayApi implements Scenario {
  private static final String GATEWAY = "istio-eastwestgateway";
  private static final String ADDRESS = "10.99.0.201";
  private static final MeshSpec SPEC =
      MeshSpec.newest()
          .with("security: {networkPolicy: true}")
          .cluster(
              "east",
              """
                  network: net-east, platform: generic,
                    eastWest: {
                      api: gateway-api, address: %s, exposure: internal, loadBalancer: {provider: metallb}}
                  """
                  .formatted(ADDRESS))
          .cluster(
              "west",
              """
                  network: net-west, platform: eks,
                    eastWest: {
                      api: gateway-api, exposure: internet, sourceRanges: [10.99.0.0/24], ports: {tls: 443}}
                  """)
          .cluster(
              "branch",
              """
                  network: net-branch, platform: generic, controlPlane: {role: remote, primaries: [east]},
                    eastWest: {
                      exposure: internet, sourceRanges: [10.99.0.0/24], ports: {tls: 8443, status: 15022}}
                  """);

  @Override
  public String shows() {
    return "gateways that istiod deploys, moved ports, both exposures, NetworkPolicies";
  }

  @Override
  public Set<String> needs() {
    return Set.of("gateway-api-crds");
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west", "branch");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    LiveCluster branch = clusters.get(2);
    east.install("gateway-api-crds");
    west.install("gateway-api-crds");
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    mesh.syncWithout(".*-eastwest", branch);
    mesh.join(east, west, branch);
    App inEast = App.deploy(east, "shop", "in-east", 1);
    App inWest = App.deploy(west, "shop", "in-west", 1);
    App inBranch = App.deploy(branch, "shop", "in-branch", 1);
    App.awaitAll(inEast, inWest, inBranch);
    lab.log("applications run: the remote's were injected through a gateway of the Gateway API");
    Traffic.allReach(inEast, inWest, inBranch);
    assertThat(Traffic.endpoints(inWest, inEast)).containsOnlyKeys(ADDRESS + ":15443");
    assertThat(Traffic.endpoints(inEast, inWest))
        .containsOnlyKeys(gateway(west, GATEWAY + "-istio") + ":443");
    assertThat(Traffic.endpoints(inEast, inBranch))
        .containsOnlyKeys(gateway(branch, GATEWAY) + ":8443");
    lab.log("every cluster reaches the others, at the ports that their gateways have");
    Traffic.refuses(west, gateway(west, GATEWAY + "-istio") + ":443", inEast, inWest);
    Traffic.refuses(east, gateway(branch, GATEWAY) + ":8443", inEast, inBranch);
    lab.log("no certificate, a foreign root and plain text are refused");
    String istiod = "http://" + east.pod("istio-system", "app", "istiod").address();
    assertThat(inEast.get(istiod + ":15014/version").ok()).isTrue();
    assertThat(inEast.get(istiod + ":8080/ready").ok()).isFalse();
    assertThat(east.agent().get(istiod + ":8080/ready").ok()).isTrue();
    lab.log("NetworkPolicies let in what the mesh needs, and nothing else");
  }

  private static String gateway(LiveCluster cluster, String service) {
    return cluster.balancer("istio-system", service);
  }
}
