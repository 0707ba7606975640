package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Ref;
import dev.meshgen.live.RunningPod;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import java.time.Duration;

/**
 * A cluster joins, gets another token and another intermediate, drains, is detached and removed,
 * while requests run in it and in the one that stays.
 */
public final class Lifecycle implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final Ref TOKEN =
      Ref.secret("istio-system", "meshgen-reader-istio-remote-secret-token");
  private static final Ref READER =
      new Ref("v1", "ServiceAccount", "istio-system", "meshgen-reader");
  private static final MeshSpec ALONE = MeshSpec.apart("east");

  private Lab lab;
  private LiveMesh mesh;
  private SteadyTraffic traffic;
  private LiveCluster east;
  private LiveCluster west;
  private App client;
  private App both;
  private App away;
  private App far;
  private App only;

  @Override
  public String shows() {
    return "a cluster joins, gets another token and another intermediate, drains, is "
        + "detached and removed, while requests run";
  }

  @Override
  public void run(Lab lab) {
    this.lab = lab;
    var clusters = lab.start("east", "west");
    east = clusters.get(0);
    west = clusters.get(1);
    mesh = lab.mesh();
    mesh.render(ALONE);
    mesh.sync(east);
    client = App.deploy(east, "shop", "client", 1);
    both = App.deploy(east, "shop", "both", 1).await();
    client.await();
    traffic = new SteadyTraffic(lab).add(client, both);
    joins();
    getsAnotherToken();
    getsAnotherIntermediate();
    drains();
    isDetached();
    isRemoved();
  }

  private void west(String state) {
    mesh.render(ALONE.cluster("west", "network: net-west, state: " + state));
    mesh.sync(east, west);
  }

  private void joins() {
    west("joining");
    away = App.deploy(west, "shop", "client", 1);
    far = App.deploy(west, "shop", "both", 1);
    only = App.deploy(west, "shop", "only", 1);
    App.awaitAll(away, far, only);
    traffic.add(away, both);
    Traffic.reaches(client, both);
    traffic.lostNone("while a cluster joins");
    mesh.addCredentials(east, west);
    west("active");
    Traffic.reaches(client, both, far);
    Traffic.reaches(client, only);
    Traffic.refuses(west, Traffic.gateway(west), client, only);
    traffic.lostNone("while it becomes a member");
    traffic.add(client, only);
  }

  /**
   * Its Secret alone is not enough: a token of a Secret has no date, and so the next one is the
   * same, which Kubernetes admits again.
   */
  private void getsAnotherToken() {
    String old = west.token(TOKEN);
    west.client().delete(TOKEN);
    mesh.sync(west);
    assertThat(west.token(TOKEN)).isEqualTo(old);
    west.client().delete(READER);
    Wait.until("its token is gone", SOON, () -> west.client().find(TOKEN).isEmpty());
    mesh.sync(west);
    assertThat(west.token(TOKEN)).isNotEqualTo(old);
    Wait.until("the old token is refused", SOON, () -> !west.admits(old));
    mesh.addCredentials(west);
    mesh.sync(east, west);
    only.scale(2);
    only.await();
    Wait.untilAsserted(SOON, () -> assertThat(client.answering(10, only.url())).hasSize(2));
    traffic.lostNone("while a token is replaced");
  }

  private void getsAnotherIntermediate() {
    RunningPod istiod = west.pod("istio-system", "app", "istiod");
    String gateway = Traffic.gateway(west);
    var before = Intruder.intermediate(west);
    assertThat(Intruder.chain(gateway, only)).contains(before);
    mesh.meshgen("rotate", "west");
    mesh.sync(west);
    Traffic.getsNewIntermediate(only, before);
    assertThat(west.pod("istio-system", "app", "istiod")).isSameAs(istiod);
    Traffic.reaches(client, only);
    traffic.lostNone("while an intermediate is replaced");
    lab.log("new Pods have certificates of the new intermediate, of the same istiod");
  }

  private void drains() {
    traffic.end(only);
    west("draining");
    Traffic.reaches(client, both);
    Traffic.reaches(away, both, far);
    traffic.lostNone("while it drains");
  }

  private void isDetached() {
    west("detached");
    Traffic.reaches(away, far);
    traffic.lostNone("while it is detached");
    assertThat(west.client().find(TOKEN)).isEmpty();
  }

  private void isRemoved() {
    mesh.render(ALONE);
    mesh.sync(east);
    Wait.pause(3000);
    traffic.lostNone("after it was removed");
  }
}
