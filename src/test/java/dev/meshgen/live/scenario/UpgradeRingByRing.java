package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import java.util.List;
import java.util.Set;

/**
 * The steps of {@code meshgen upgrade plan} to the next minor, in place and ring by ring, while
 * requests run inside of both clusters and between them.
 */
public final class UpgradeRingByRing implements Scenario {
  private static final String ISTIO = "istio-system";
  private static final String OLD = "1.30.5";
  private static final String NEW = "1.31.1";
  private static final MeshSpec SPEC =
      MeshSpec.newest()
          .istio("version: " + OLD)
          .ring("east", "canary", "network: net-east")
          .ring("west", "stable", "network: net-west");

  private Lab lab;
  private LiveMesh mesh;
  private SteadyTraffic traffic;

  @Override
  public String shows() {
    return "1.30 to 1.31, in place, cluster by cluster, by the steps of `meshgen upgrade "
        + "plan`";
  }

  @Override
  public Set<String> needs() {
    return Set.of("pilot-discovery-1.30", "pilot-agent-1.30");
  }

  @Override
  public void run(Lab lab) {
    this.lab = lab;
    var clusters = lab.start("east", "west");
    Side east = new Side(clusters.get(0));
    Side west = new Side(clusters.get(1));
    mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east.cluster, west.cluster);
    east.deploy();
    west.deploy();
    mesh.join(east.cluster, west.cluster);
    traffic = new SteadyTraffic(lab);
    east.await();
    west.await();
    for (Side side : List.of(east, west)) {
      Traffic.reaches(side.client, east.both, west.both);
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
    Traffic.reaches(east.client, east.both, west.both);
    Traffic.refuses(west.cluster, Traffic.gateway(west.cluster), east.client, west.both);
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
      App.awaitAll(client, both);
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
