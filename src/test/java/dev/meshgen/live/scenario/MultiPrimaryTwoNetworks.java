package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import java.time.Duration;

/** Two primaries whose Pods cannot reach each other, with the same Pod addresses. */
public final class MultiPrimaryTwoNetworks implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final MeshSpec SPEC = MeshSpec.apart("east", "west");

  private static final String PREFER_NEAR =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: both, namespace: shop}
      spec:
        host: both.shop.svc.cluster.local
        trafficPolicy:
          outlierDetection: {consecutive5xxErrors: 2, interval: 1s, baseEjectionTime: 2s}
      """;

  @Override
  public String shows() {
    return "a Service that only the other cluster has, found without its name being known "
        + "there; one in both; failover and back; the other cluster gone and back; "
        + "refusals at the gateway and at a STRICT workload";
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    App client = App.deploy(east, "shop", "client", 1);
    App near = App.deploy(east, "shop", "both", 1);
    App far = App.deploy(west, "shop", "both", 1);
    App only = App.deploy(west, "shop", "only", 1);
    mesh.join(east, west);
    App.awaitAll(client, near, far, only);
    lab.log("applications run");
    Traffic.reaches(client, only);
    lab.log("a service that only the other cluster has answers, and knows who asks");
    Traffic.reaches(client, near, far);
    lab.log("a service in both clusters answers from both");
    failsOver(client, near, far);
    lab.log("the other cluster takes over, and gives back");
    Traffic.refuses(west, Traffic.gateway(west), client, only);
    lab.log("no certificate, a foreign root and plain text are refused");
    SteadyTraffic traffic = new SteadyTraffic(lab).add(client, near);
    west.disconnect();
    Wait.untilAsserted(SOON, () -> assertThat(client.get(only.url()).ok()).isFalse());
    Traffic.reaches(client, near);
    west.reconnect();
    Traffic.reaches(client, only);
    traffic.lostNone("while the other cluster is gone and comes back");
  }

  /** Only with outlier detection does a proxy prefer what is near, and leave what is dead. */
  private static void failsOver(App client, App near, App far) {
    client.cluster().apply(PREFER_NEAR);
    Traffic.reaches(client, near);
    near.scale(0);
    Traffic.reaches(client, far);
    near.scale(1);
    near.await();
    Traffic.reaches(client, near);
  }
}
