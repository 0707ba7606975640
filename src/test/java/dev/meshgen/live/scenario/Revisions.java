package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Mesh;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A canary comes beside the first control plane, a tag moves, workloads are restarted one after the
 * other, and the first goes, while requests run inside of the cluster and from another.
 */
public final class Revisions implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: retail.example
        istio: {version: 1.31.0, revision: 1-31-0, tags: {default: 1-31-0}}
        secrets:
          sops:
            age: ["{clusters}"]
            root: {age: ["{root}"]}
        delivery: {flux: {sourceRef: {name: platform}}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east}
      spec: {network: net-east, kubernetes: {apiServer: "{east}"}EAST}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: west}
      spec: {network: net-west, kubernetes: {apiServer: "{west}"}}
      """;

  private static final String CANARY =
      ", istio: {canary: {version: 1.31.1, revision: 1-31-1}, tags: {default: %s}}";
  private static final String SECOND =
      ", istio: {version: 1.31.1, revision: 1-31-1, tags: {default: 1-31-1}}";

  private Lab lab;
  private Mesh mesh;
  private SteadyTraffic traffic;
  private LiveCluster east;
  private App client;
  private App near;
  private App away;

  @Override
  public void run(Lab lab) {
    this.lab = lab;
    var clusters = lab.start(new Lab.Site("east", "net-east"), new Lab.Site("west", "net-west"));
    east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    mesh = lab.mesh();
    mesh.render(SPEC.replace("EAST", ""));
    mesh.sync(east, west);
    client = App.deploy(east, "shop", "client", 1);
    near = App.deploy(east, "shop", "near", 2);
    away = App.deploy(west, "shop", "client", 1);
    mesh.addCredentials(east, west);
    mesh.sync(east, west);
    List.of(client, near, away).forEach(App::await);
    Wait.untilAsserted(SOON, () -> assertThat(away.count(10, near.url())).containsOnlyKeys("east"));
    traffic = new SteadyTraffic(lab).add(client, near).add(away, near);
    comes();
    tagMoves();
    firstGoes();
  }

  private void east(String istio) {
    mesh.render(SPEC.replace("EAST", istio));
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
    lab.log("the canary is the only one");
  }
}
