package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.Mesh;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The steps of {@code meshgen upgrade plan} to the next minor, in place and ring by ring, while
 * requests run inside of both clusters and between them.
 */
public final class UpgradeRingByRing implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ISTIO = "istio-system";
  private static final String OLD = "1.30.5";
  private static final String NEW = "1.31.1";
  private static final String SPEC =
      """
      apiVersion: meshgen.dev/v1alpha1
      kind: Mesh
      metadata: {name: retail}
      spec:
        trustDomain: retail.example
        istio: {version: 1.30.5}
        secrets:
          sops:
            age: ["{clusters}"]
            root: {age: ["{root}"]}
        delivery: {argocd: {repoURL: https://git.example/platform.git}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: east, labels: {ring: canary}}
      spec: {network: net-east, kubernetes: {apiServer: "{east}"}}
      ---
      apiVersion: meshgen.dev/v1alpha1
      kind: Cluster
      metadata: {name: west, labels: {ring: stable}}
      spec: {network: net-west, kubernetes: {apiServer: "{west}"}}
      """;

  private Lab lab;
  private Mesh mesh;
  private SteadyTraffic traffic;

  @Override
  public Set<String> needs() {
    return Set.of("pilot-discovery-1.30", "pilot-agent-1.30");
  }

  @Override
  public void run(Lab lab) {
    this.lab = lab;
    var clusters = lab.start(new Lab.Site("east", "net-east"), new Lab.Site("west", "net-west"));
    Side east = new Side(clusters.get(0));
    Side west = new Side(clusters.get(1));
    mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east.cluster, west.cluster);
    east.deploy();
    west.deploy();
    mesh.addCredentials(east.cluster, west.cluster);
    mesh.sync(east.cluster, west.cluster);
    traffic = new SteadyTraffic(lab);
    for (Side side : List.of(east, west)) {
      side.await();
      Wait.untilAsserted(
          SOON,
          () ->
              assertThat(side.client.count(10, side.both.url())).containsOnlyKeys("east", "west"));
      traffic.add(side.client, side.both);
      assertThat(side.versions()).isEqualTo(Set.of(OLD));
    }
    next(east);
    assertThat(west.versions()).isEqualTo(Set.of(OLD));
    next(west);
    assertThat(east.versions()).isEqualTo(Set.of(NEW));
    lab.log("both clusters run " + NEW);
    mesh.meshgen("upgrade", "plan", "--to", NEW, "--write", "1");
    assertThat(mesh.meshgen("render", "--check")).doesNotContain("error");
    assertThat(mesh.meshgen("upgrade", "plan", "--to", NEW)).doesNotContain("Step 1");
    traffic.lostNone("after the last step");
  }

  /** The first step of what is left of the plan. */
  private void next(Side ring) {
    String name = ring.cluster.name();
    String plan = mesh.meshgen("upgrade", "plan", "--to", NEW);
    assertThat(plan.substring(plan.indexOf("Step 1"))).contains("Clusters: " + name + "\n");
    mesh.meshgen("upgrade", "plan", "--to", NEW, "--write", "1");
    mesh.meshgen("render");
    lab.clusters().forEach(mesh::sync);
    App gateway = new App(ring.cluster, ISTIO, "istio-eastwestgateway").awaitEnds();
    assertThat(gateway.proxies()).isEqualTo(Set.of(NEW));
    traffic.lostNoneButByGateway("while istiod and gateway of " + name + " get " + NEW);
    assertThat(ring.client.proxies()).isEqualTo(Set.of(OLD));
    ring.both.restart();
    traffic.lostNone("while workloads of " + name + " get " + NEW);
    traffic.end(ring.client);
    ring.client.restart();
    traffic.add(ring.client, ring.both);
    assertThat(ring.versions()).isEqualTo(Set.of(NEW));
  }

  /** A cluster and what runs in it. */
  private static final class Side {
    private final LiveCluster cluster;
    private App client;
    private App both;

    Side(LiveCluster cluster) {
      this.cluster = cluster;
    }

    void deploy() {
      client = App.deploy(cluster, "shop", "client", 1);
      both = App.deploy(cluster, "shop", "both", 1);
    }

    void await() {
      client.await();
      both.await();
    }

    /** Of istiod and all proxies. */
    Set<String> versions() {
      Set<String> versions = new App(cluster, ISTIO, "istiod").images("discovery");
      versions.addAll(new App(cluster, ISTIO, "istio-eastwestgateway").proxies());
      versions.addAll(client.proxies());
      versions.addAll(both.proxies());
      return versions;
    }
  }
}
