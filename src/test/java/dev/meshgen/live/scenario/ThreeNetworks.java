package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.AgentClient;
import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Primaries on three networks, of which one has two clusters and so two gateways. */
public final class ThreeNetworks implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String GATEWAY = "istio-eastwestgateway";

  @Override
  public String shows() {
    return "three networks, one of them with two gateways: one dies, and requests go on";
  }

  @Override
  public void run(Lab lab) {
    var clusters =
        lab.start(
            new Lab.Site("east1", "net-east"),
            new Lab.Site("east2", "net-east"),
            new Lab.Site("west", "net-west"),
            new Lab.Site("north", "net-north"));
    LiveCluster[] all = clusters.toArray(LiveCluster[]::new);
    LiveMesh mesh = lab.mesh();
    mesh.render(spec(true));
    mesh.sync(all);
    App client = App.deploy(all[2], "shop", "client", 1);
    App north = App.deploy(all[3], "shop", "north", 1);
    App east1 = App.deploy(all[0], "shop", "east", 1);
    App east2 = App.deploy(all[1], "shop", "east", 1);
    mesh.join(all);
    App.awaitAll(client, north, east1, east2);
    Traffic.connectsAnew(all[2], east1);
    Traffic.connectsAnew(all[3], east1);
    Traffic.reaches(client, north);
    Traffic.reaches(north, client);
    Traffic.reaches(north, east1, east2);
    Traffic.reaches(client, east1, east2);
    assertThat(Traffic.endpoints(client, east1))
        .containsOnlyKeys(Traffic.gateway(all[0]), Traffic.gateway(all[1]));
    Traffic.refuses(all[1], Traffic.gateway(all[1]), client, east2);
    lab.log("three networks reach each other; to a Pod leads the gateway of its cluster");
    AgentClient agent = client.pod().agent();
    agent.load(east1.url(), 50);
    gatewayDies(all[0]);
    int before = Traffic.endpoints(client, east1).get(Traffic.gateway(all[1]));
    Wait.untilAsserted(
        SOON,
        () ->
            assertThat(Traffic.endpoints(client, east1).get(Traffic.gateway(all[1])))
                .isGreaterThan(before + 20));
    AgentClient.Report report = agent.stop(east1.url());
    lab.log("one gateway of two dies: %d requests".formatted(report.sent()));
    // The one that was on its way through it; all others go through the other gateway.
    assertThat(report.lost()).hasSizeLessThanOrEqualTo(1);
    mesh.render(spec(false));
    mesh.sync(all);
    Traffic.reaches(client, east1, east2);
    assertThat(Traffic.endpoints(client, east1)).containsOnlyKeys(Traffic.gateway(all[1]));
    lab.log("without its own gateway a cluster is reached through that of its neighbour");
  }

  private static MeshSpec spec(boolean two) {
    return MeshSpec.newest()
        .cluster(
            "east1",
            "network: net-east, podCIDRs: [10.1.0.0/16], eastWest: {enabled: %s}".formatted(two))
        .cluster("east2", "network: net-east, podCIDRs: [10.2.0.0/16]")
        .apartAs("west", "north");
  }

  private static void gatewayDies(LiveCluster cluster) {
    cluster.client().scale(Ref.deployment("istio-system", GATEWAY), 0);
    Wait.until(
        "the gateway of " + cluster.name() + " is gone",
        SOON,
        () ->
            cluster
                .client()
                .list("v1", "Pod")
                .path("items")
                .valueStream()
                .map(pod -> pod.at("/metadata/name"))
                .map(JsonNode::asString)
                .noneMatch(name -> name.startsWith(GATEWAY)));
  }
}
