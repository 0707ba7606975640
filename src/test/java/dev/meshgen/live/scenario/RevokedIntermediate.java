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

/** The key of an intermediate in other hands: revoked and replaced, it is refused everywhere. */
public final class RevokedIntermediate implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String ISTIO = "istio-system";
  private static final String ANSWERED = "HTTP/1.1 200";
  private static final MeshSpec SPEC = MeshSpec.apart("east", "west");

  @Override
  public String shows() {
    return "a stolen intermediate, revoked: what it signed is accepted before, and refused by the "
        + "lists that istiod hands out; requests between both clusters go on";
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    Mesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    App one = App.deploy(east, "shop", "one", 2);
    App two = App.deploy(west, "shop", "two", 2);
    mesh.join(east, west);
    App.awaitAll(one, two);
    Traffic.allReach(one, two);
    Certificate stolen = Intruder.intermediate(east);
    Intruder thief = Intruder.thief(east, ISTIO, one.identity());
    assertThat(thief.askPod(two)).contains(ANSWERED);
    assertThat(thief.ask(Traffic.gateway(west), two)).contains(ANSWERED);
    SteadyTraffic traffic = new SteadyTraffic(lab).add(one, two).add(two, one);

    mesh.meshgen("trust", "revoke", "east");
    mesh.sync(east, west);
    awaitLists(one);
    awaitLists(two);
    Traffic.getsNewIntermediate(one, stolen);
    two.restart();

    Traffic.allReach(one, two);
    traffic.lostNone("while an intermediate is revoked and replaced");
    assertThat(thief.askPod(two)).doesNotContain(ANSWERED);
    assertThat(thief.ask(Traffic.gateway(west), two)).doesNotContain(ANSWERED);
    assertThat(thief.askPod(one)).doesNotContain(ANSWERED);
    lab.log("what the stolen intermediate signed is refused in both clusters");
  }

  /** istiod writes what {@code ca-crl.pem} has into each namespace. */
  private static void awaitLists(App app) {
    Ref lists = Ref.configMap(app.namespace(), "istio-ca-crl");
    Wait.until(
        app.cluster().name() + " hands out lists of revoked certificates",
        SOON,
        () -> app.cluster().client().find(lists).isPresent());
  }
}
