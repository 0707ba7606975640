package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.AgentClient;
import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Mesh;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.time.Duration;

/** Primaries on three networks, of which one has two clusters and so two gateways. */
public final class ThreeNetworks implements Scenario {
  private static final String SPEC =
      Specs.of(
          Specs.VERSION,
          Specs.cluster("east1", "network: net-east, podCIDRs: [10.1.0.0/16]"),
          Specs.cluster("east2", "network: net-east, podCIDRs: [10.2.0.0/16]"),
          Specs.cluster("west", "network: net-west"),
          Specs.cluster("north", "network: net-north"));

  @Override
  public void run(Lab lab) {
    var clusters =
        lab.start(
            new Lab.Site("east1", "net-east"),
            new Lab.Site("east2", "net-east"),
            new Lab.Site("west", "net-west"),
            new Lab.Site("north", "net-north"));
    LiveCluster[] all = clusters.toArray(LiveCluster[]::new);
    LiveCluster west = all[2];
    Mesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(all);
    App client = App.deploy(west, "shop", "client", 1);
    App east = App.deploy(all[1], "shop", "east", 1);
    App northOnly = App.deploy(all[3], "shop", "north", 1);
    App nearEast = App.deploy(all[0], "shop", "everywhere", 1);
    App nearWest = App.deploy(west, "shop", "everywhere", 1);
    App nearNorth = App.deploy(all[3], "shop", "everywhere", 1);
    mesh.addCredentials(all);
    mesh.sync(all);
    for (App app : new App[] {client, east, northOnly, nearEast, nearWest, nearNorth}) {
      app.await();
    }
    Traffic.reaches(client, nearEast, nearWest, nearNorth);
    Traffic.reaches(client, northOnly);
    Traffic.reaches(northOnly, east);
    lab.log("three networks reach each other");
    surviveAGateway(lab, client, east, all[0], all[1]);
  }

  /** What is in one cluster of a network is reached through the gateways of both. */
  private static void surviveAGateway(
      Lab lab, App client, App service, LiveCluster dying, LiveCluster living) {
    String dead = gateway(dying);
    String other = gateway(living);
    Wait.untilAsserted(
        Duration.ofSeconds(30),
        () -> {
          Traffic.reaches(client, service);
          assertThat(Traffic.endpoints(client, service))
              .containsOnlyKeys(dead, other)
              .allSatisfy((address, requests) -> assertThat(requests).isPositive());
        });
    lab.log("both gateways of a network lead to what one of its clusters has");
    AgentClient agent = client.pod().agent();
    agent.load(service.url(), 50);
    dying.client().scale(Ref.deployment("istio-system", "istio-eastwestgateway"), 0);
    Wait.until(
        "the gateway of " + dying.name() + " is gone",
        Duration.ofSeconds(60),
        () -> dying.client().list("v1", "Pod").path("items").size() == 2);
    int before = Traffic.endpoints(client, service).get(other);
    Wait.untilAsserted(
        Duration.ofSeconds(30),
        () ->
            assertThat(Traffic.endpoints(client, service).get(other)).isGreaterThan(before + 20));
    AgentClient.Report report = agent.stop(service.url());
    lab.log("one of them dies: %d requests, lost %s".formatted(report.sent(), report.lost()));
    assertThat(report.lost()).isEmpty();
  }

  private static String gateway(LiveCluster cluster) {
    return cluster.balancer("istio-system", "istio-eastwestgateway") + ":15443";
  }
}
