package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.time.Duration;

/**
 * A remote without an istiod, which reaches that of a primary in another network through the
 * primary's gateway.
 */
public final class PrimaryRemoteTwoNetworks implements Scenario {
  private static final String GATEWAY = "10.99.0.201";
  private static final MeshSpec SPEC =
      MeshSpec.newest()
          .cluster("east", "network: net-east, " + MeshSpec.gatewayAt(GATEWAY))
          .cluster("west", "network: net-west, controlPlane: {role: remote, primaries: [east]}");

  @Override
  public String shows() {
    return "a remote injected and configured through a primary's gateway in another "
        + "network; nothing is injected before the credential";
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east);
    assertThat(east.balancer("istio-system", "istio-eastwestgateway")).isEqualTo(GATEWAY);
    mesh.syncWithout(".*-eastwest", west);
    App there = App.deploy(west, "shop", "there", 1);
    App farBoth = App.deploy(west, "shop", "both", 1);
    App here = App.deploy(east, "shop", "here", 1);
    App nearBoth = App.deploy(east, "shop", "both", 1);
    startsNothing(west);
    lab.log("without its credential nothing is injected in the remote, and nothing starts instead");
    mesh.addCredentials(west);
    mesh.sync(east, west);
    App.awaitAll(here, nearBoth, there, farBoth);
    lab.log("applications run: the remote's were injected through the gateway");
    Traffic.reaches(there, here);
    Traffic.reaches(here, there);
    Traffic.reaches(here, nearBoth, farBoth);
    Traffic.reaches(there, nearBoth, farBoth);
    lab.log("either reaches what only the other has, and both what both have");
    Traffic.refuses(east, Traffic.gateway(west), here, there);
    lab.log("the remote refuses no certificate, a foreign root and plain text");
  }

  private static void startsNothing(LiveCluster remote) {
    Wait.untilAsserted(
        Duration.ofSeconds(30),
        () ->
            assertThat(Events.of(remote, "FailedCreate", "there-"))
                .anyMatch(message -> message.contains("failed calling webhook")));
    assertThat(remote.client().list("v1", "Pod").path("items")).isEmpty();
  }
}
