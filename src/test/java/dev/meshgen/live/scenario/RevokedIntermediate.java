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

/** The key of an intermediate in other hands: revoked and replaced, it is refused everywhere. */
public final class RevokedIntermediate implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(90);

  @Override
  public String shows() {
    return "a stolen intermediate, revoked: what it signed is accepted before, and refused by the "
        + "lists that istiod hands out; requests between both clusters go on";
  }

  @Override
  public void run(Lab lab) {
    EastAndWest pair = EastAndWest.start(lab, LiveMesh::render);
    LiveMesh mesh = pair.mesh();
    LiveCluster east = pair.east();
    LiveCluster west = pair.west();
    App one = pair.one();
    App two = pair.two();
    Certificate stolen = Intruder.intermediate(east);
    Intruder thief = pair.thief();
    assertThat(thief.askPod(two)).contains(EastAndWest.ANSWERED);
    assertThat(thief.ask(Traffic.gateway(west), two)).contains(EastAndWest.ANSWERED);
    SteadyTraffic traffic = pair.traffic();

    mesh.meshgen("trust", "revoke", "east");
    pair.sync();
    awaitLists(one);
    awaitLists(two);
    Traffic.getsNewIntermediate(one, stolen, traffic::replacePods);
    traffic.replacePods(two);

    Traffic.allReach(one, two);
    traffic.lostNone("while an intermediate is revoked and replaced");
    assertThat(thief.askPod(two)).doesNotContain(EastAndWest.ANSWERED);
    assertThat(thief.ask(Traffic.gateway(west), two)).doesNotContain(EastAndWest.ANSWERED);
    assertThat(thief.askPod(one)).doesNotContain(EastAndWest.ANSWERED);
    lab.log("what the stolen intermediate signed is refused in both clusters");
  }

  /** istiod writes what {@code ca-crl.pem} has into each namespace. */
  private static void awaitLists(App app) {
    Ref lists = Ref.configMap(app.namespace(), "istio-ca-crl");
    Wait.until(
        app.cluster().name() + " hands out lists of revoked certificates",
        SOON,
        () ->
            app.cluster()
                .client()
                .find(lists)
                .filter(map -> map.at("/data/ca-crl.pem").asString("").contains("X509 CRL"))
                .isPresent());
  }
}
