package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

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

/** An istiod whose intermediate has expired signs nothing, until it gets another. */
public final class ExpiredIntermediate implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LONGER_THAN_VALID = Duration.ofDays(400);
  private static final MeshSpec SPEC = MeshSpec.newest().cluster("east");

  @Override
  public String shows() {
    return "an expired intermediate: istiod signs nothing until it has the next";
  }

  @Override
  public void run(Lab lab) {
    LiveCluster east = lab.start("east").get(0);
    LiveMesh mesh = lab.mesh();
    mesh.renderAgo(LONGER_THAN_VALID, SPEC);
    assertThat(mesh.refused("render")).contains("MG1019");
    mesh.syncWithout(".*-config", east);
    Wait.until("istiod fails again and again", SOON, () -> restarts(east) >= 2);
    Ref root = Ref.configMap("istio-system", "istio-ca-root-cert");
    assertThat(east.client().find(root)).isEmpty();
    lab.log("with an expired intermediate istiod does not start, and makes none of its own");
    mesh.meshgen("rotate", "east");
    mesh.sync(east);
    App client = App.deploy(east, "shop", "client", 1);
    App service = App.deploy(east, "shop", "service", 1).await();
    client.await();
    Traffic.reaches(client, service);
    Traffic.refuses(east, client, service);
    lab.log("with the next it starts by itself, and signs");
  }

  private static int restarts(LiveCluster cluster) {
    int restarts = 0;
    for (JsonNode pod : cluster.client().list("v1", "Pod").path("items")) {
      if (pod.at("/metadata/labels/app").asString("").equals("istiod")) {
        restarts += pod.at("/status/containerStatuses/0/restartCount").asInt(0);
      }
    }
    return restarts;
  }
}
