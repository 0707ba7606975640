package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.AgentClient;
import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import java.time.Duration;

/** One of two clusters has the intermediate of another mesh, then no API server any more. */
public final class WrongNeighbour implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ISTIO = "istio-system";
  private static final MeshSpec SPEC = MeshSpec.apart("east", "west");

  private Lab lab;
  private LiveMesh mesh;
  private SteadyTraffic traffic;
  private LiveCluster east;
  private LiveCluster west;
  private App client;
  private App near;
  private App far;

  @Override
  public String shows() {
    return "a peer with the intermediate of another root, then without an API server: "
        + "others lose no request";
  }

  @Override
  public void run(Lab lab) {
    this.lab = lab;
    var clusters = lab.start("east", "west");
    east = clusters.get(0);
    west = clusters.get(1);
    mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    client = App.deploy(east, "shop", "client", 1);
    near = App.deploy(east, "shop", "near", 1);
    far = App.deploy(west, "shop", "far", 1);
    mesh.join(east, west);
    App.awaitAll(client, near, far);
    Traffic.reaches(client, far);
    traffic = new SteadyTraffic(lab).add(client, near);
    hasAnotherRoot();
    isFixed();
    isDead();
  }

  /**
   * As if the root had been made twice: a running istiod keeps its own, one that starts does not.
   */
  private void hasAnotherRoot() {
    var right = Intruder.intermediate(west);
    LiveMesh other = lab.mesh();
    other.render(SPEC);
    other.syncWithout("(?!.*-trust).*", west);
    var wrong = Intruder.intermediate(west);
    far.restart();
    assertThat(Intruder.chain(Traffic.gateway(west), far)).contains(right).doesNotContain(wrong);
    Traffic.reaches(client, far);
    lab.log("a running istiod does not take an intermediate of another root");
    new App(west, ISTIO, "istiod").restart();
    far.restart();
    assertThat(Intruder.chain(Traffic.gateway(west), far)).contains(wrong).doesNotContain(right);
    for (int i = 0; i < 5; i++) {
      AgentClient.Answer answer = client.get(far.url());
      assertThat(answer.status()).as("%s", answer).isNotEqualTo(200);
    }
    traffic.lostNone("while a neighbour has another root");
    lab.log("whom it signs is refused: " + client.get(far.url()).body().strip());
  }

  private void isFixed() {
    mesh.sync(west);
    new App(west, ISTIO, "istiod").restart();
    far.restart();
    Traffic.reaches(client, far);
    lab.log("with its own intermediate it is a member again");
  }

  /** What is known of it stays known; an istiod that starts waits for it only for a while. */
  private void isDead() {
    traffic.add(client, far);
    west.stopApiServer();
    near.restart();
    traffic.lostNone("while a neighbour has no API server");
    traffic.end(far);
    App istiod = new App(east, ISTIO, "istiod");
    istiod.restart();
    String clusters = east.debug(istiod.pod(), "/debug/clusterz");
    assertThat(clusters).contains("west");
    lab.log("an istiod starts without its neighbour: " + clusters.replaceAll("\\s+", " "));
    near.restart();
    Wait.untilAsserted(SOON, () -> assertThat(client.answering(3, near.url())).hasSize(1));
    traffic.lostNone("while istiod starts without its neighbour");
  }
}
