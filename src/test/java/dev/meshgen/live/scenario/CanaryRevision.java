package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import java.util.Set;

/**
 * A canary comes beside the first control plane, a tag moves, workloads are restarted one after the
 * other, and the first goes, while requests run inside of the cluster and from another.
 */
public final class CanaryRevision implements Scenario {
  private static final MeshSpec SPEC =
      MeshSpec.newest()
          .istio("version: 1.31.0, revision: 1-31-0, tags: {default: 1-31-0}")
          .flux()
          .cluster("east", "network: net-eastEAST")
          .apartAs("west");

  private static final String CANARY =
      ", istio: {canary: {version: 1.31.1, revision: 1-31-1}, tags: {default: %s}}";
  private static final String SECOND =
      ", istio: {version: 1.31.1, revision: 1-31-1, tags: {default: 1-31-1}}";

  private Lab lab;
  private LiveMesh mesh;
  private SteadyTraffic traffic;
  private LiveCluster east;
  private App client;
  private App near;
  private App away;

  @Override
  public String shows() {
    return "a canary beside the first control plane, a tag moved, workloads restarted: no "
        + "request lost";
  }

  @Override
  public void run(Lab lab) {
    this.lab = lab;
    var clusters = lab.start("east", "west");
    east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    mesh = lab.mesh();
    mesh.render(SPEC.with("EAST", ""));
    mesh.sync(east, west);
    client = App.deploy(east, "shop", "client", 1);
    near = App.deploy(east, "shop", "near", 2);
    away = App.deploy(west, "shop", "client", 1);
    mesh.join(east, west);
    App.awaitAll(client, near, away);
    Traffic.reaches(client, near);
    Traffic.reaches(away, near);
    traffic = new SteadyTraffic(lab).add(client, near).add(away, near);
    comes();
    tagMoves();
    firstGoes();
  }

  private void east(String istio) {
    mesh.render(SPEC.with("EAST", istio));
    mesh.sync(east);
  }

  private void comes() {
    east(CANARY.formatted("1-31-0"));
    near.restart();
    assertThat(near.revisions()).isEqualTo(Set.of("1-31-0"));
    traffic.lostNone("while the canary comes");
  }

  /** What does not restart stays where it is, and both see each other's Pods. */
  private void tagMoves() {
    east(CANARY.formatted("1-31-1"));
    assertThat(near.revisions()).isEqualTo(Set.of("1-31-0"));
    near.restart();
    assertThat(near.revisions()).isEqualTo(Set.of("1-31-1"));
    assertThat(client.revisions()).isEqualTo(Set.of("1-31-0"));
    App gateway = new App(east, "istio-system", "istio-eastwestgateway").awaitEnds();
    assertThat(gateway.revisions()).isEqualTo(Set.of("1-31-1"));
    traffic.lostNoneButByGateway("while workloads and the gateway move to the canary");
  }

  private void firstGoes() {
    traffic.end(client);
    client.restart();
    traffic.add(client, near);
    assertThat(client.revisions()).isEqualTo(Set.of("1-31-1"));
    east(SECOND);
    assertThat(east.client().find(Ref.deployment("istio-system", "istiod-1-31-0"))).isEmpty();
    near.restart();
    assertThat(near.revisions()).isEqualTo(Set.of("1-31-1"));
    traffic.lostNone("while the first goes");
    Traffic.reaches(away, near);
    Traffic.refuses(east, Traffic.gateway(east), away, near);
    lab.log("the canary is the only one, and refuses what the first refused");
  }
}
