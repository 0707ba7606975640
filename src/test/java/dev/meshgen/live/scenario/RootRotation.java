package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
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

  @Override
  public String shows() {
    return "another root in three phases, one cluster signed by it before the other, while requests"
        + " go both ways: none is lost, and a certificate of the old root is refused in the"
        + " end";
  }

  @Override
  public void run(Lab lab) {
    EastAndWest pair = EastAndWest.start(lab, (to, spec) -> to.renderAgo(EARLIER, spec));
    LiveMesh mesh = pair.mesh();
    LiveCluster east = pair.east();
    LiveCluster west = pair.west();
    App one = pair.one();
    App two = pair.two();
    Intruder thief = pair.thief();
    assertThat(thief.askPod(two)).contains(EastAndWest.ANSWERED);
    Certificate ofEast = Intruder.intermediate(east);
    Certificate ofWest = Intruder.intermediate(west);
    SteadyTraffic traffic = pair.traffic();

    mesh.meshgenAgo(EARLIER, "trust", "rotate", "root", "distribute");
    pair.sync();
    trusts(2, traffic, one, two);
    traffic.lostNone("while every workload comes to trust both roots");

    mesh.meshgenAgo(EARLIER, "trust", "rotate", "root", "sign", "east", "--confirm-applied");
    mesh.sync(east);
    Traffic.getsNewIntermediate(one, ofEast, traffic::replacePods);
    Traffic.allReach(one, two);
    traffic.lostNone("while the new root signs for one of two clusters");
    mesh.meshgenAgo(EARLIER, "trust", "rotate", "root", "sign");
    mesh.sync(west);
    Traffic.getsNewIntermediate(two, ofWest, traffic::replacePods);
    Traffic.allReach(one, two);
    assertThat(thief.askPod(two)).contains(EastAndWest.ANSWERED);

    mesh.meshgen("trust", "rotate", "root", "retire", "--confirm-applied");
    pair.sync();
    trusts(1, traffic, one, two);
    Traffic.allReach(one, two);
    traffic.lostNone("while the old root goes");
    assertThat(thief.askPod(two)).doesNotContain(EastAndWest.ANSWERED);
    lab.log("what the old root signed is refused");
    Traffic.refuses(east, Traffic.gateway(west), one, two);
  }

  /** Restarts applications once their namespaces have so many roots. */
  private static void trusts(int roots, SteadyTraffic traffic, App... apps) {
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
      traffic.replacePods(app);
    }
  }
}
