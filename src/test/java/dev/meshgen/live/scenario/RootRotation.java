package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Mesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import java.security.cert.Certificate;
import java.time.Duration;

/**
 * From one root to another in its three phases, while requests go both ways between two networks.
 * The workloads are restarted between the phases, and do not wait for half of their certificates'
 * lives; what the last phase waits for has happened a day ago.
 */
public final class RootRotation implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration EARLIER = Duration.ofHours(30);
  private static final String ISTIO = "istio-system";
  private static final String ANSWERED = "HTTP/1.1 200";
  private static final MeshSpec SPEC = MeshSpec.apart("east", "west");

  @Override
  public String shows() {
    return "another root in three phases, one cluster signed by it before the other, while requests"
        + " go both ways: none is lost, and a certificate of the old root is refused in the"
        + " end";
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    Mesh mesh = lab.mesh();
    mesh.renderAgo(EARLIER, SPEC);
    mesh.sync(east, west);
    App one = App.deploy(east, "shop", "one", 2);
    App two = App.deploy(west, "shop", "two", 2);
    mesh.join(east, west);
    App.awaitAll(one, two);
    Traffic.allReach(one, two);
    Intruder thief = Intruder.thief(east, ISTIO, one.identity());
    assertThat(thief.askPod(two)).contains(ANSWERED);
    Certificate ofEast = Intruder.intermediate(east);
    Certificate ofWest = Intruder.intermediate(west);
    SteadyTraffic traffic = new SteadyTraffic(lab).add(one, two).add(two, one);

    mesh.meshgenAgo(EARLIER, "trust", "rotate", "root", "distribute");
    mesh.sync(east, west);
    trusts(2, one, two);
    traffic.lostNone("while every workload comes to trust both roots");

    mesh.meshgenAgo(EARLIER, "trust", "rotate", "root", "sign", "east", "--confirm-applied");
    mesh.sync(east);
    Traffic.getsNewIntermediate(one, ofEast);
    Traffic.allReach(one, two);
    traffic.lostNone("while the new root signs for one of two clusters");
    mesh.meshgenAgo(EARLIER, "trust", "rotate", "root", "sign");
    mesh.sync(west);
    Traffic.getsNewIntermediate(two, ofWest);
    Traffic.allReach(one, two);
    assertThat(thief.askPod(two)).contains(ANSWERED);

    mesh.meshgen("trust", "rotate", "root", "retire", "--confirm-applied");
    mesh.sync(east, west);
    trusts(1, one, two);
    Traffic.allReach(one, two);
    traffic.lostNone("while the old root goes");
    assertThat(thief.askPod(two)).doesNotContain(ANSWERED);
    lab.log("what the old root signed is refused");
    Traffic.refuses(east, Traffic.gateway(west), one, two);
  }

  /** Restarts applications once their namespaces have so many roots. */
  private static void trusts(int roots, App... apps) {
    for (App app : apps) {
      Ref bundle = Ref.configMap(app.namespace(), "istio-ca-root-cert");
      Wait.until(
          app.cluster().name() + " hands out " + roots + " roots",
          SOON,
          () ->
              app.cluster()
                      .client()
                      .get(bundle)
                      .at("/data/root-cert.pem")
                      .asString("")
                      .split("BEGIN CERTIFICATE", -1)
                      .length
                  == roots + 1);
      app.restart();
    }
  }
}
