package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;

/** Two primaries whose Pods reach each other: no gateway is between them. */
public final class MultiPrimaryOneNetwork implements Scenario {
  private static final MeshSpec SPEC =
      MeshSpec.newest()
          .cluster("east", "network: vpc, podCIDRs: [10.1.0.0/16]")
          .cluster("west", "network: vpc, podCIDRs: [10.2.0.0/16]");

  @Override
  public String shows() {
    return "two primaries whose Pods reach each other, without gateways";
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start(new Lab.Site("east", "vpc"), new Lab.Site("west", "vpc"));
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.sync(east, west);
    App here = App.deploy(east, "shop", "here", 1);
    App nearBoth = App.deploy(east, "shop", "both", 1);
    App farBoth = App.deploy(west, "shop", "both", 1);
    App there = App.deploy(west, "shop", "there", 1);
    mesh.join(east, west);
    App.awaitAll(here, nearBoth, farBoth, there);
    Traffic.reaches(here, there);
    Traffic.reaches(there, here);
    Traffic.reaches(here, nearBoth, farBoth);
    lab.log("either reaches what only the other has, and both what both have");
    for (LiveCluster cluster : clusters) {
      Ref gateway = Ref.service("istio-system", "istio-eastwestgateway");
      assertThat(cluster.client().find(gateway)).isEmpty();
    }
    assertThat(Traffic.endpoints(here, there)).containsOnlyKeys(there.pod().address() + ":8080");
    Traffic.refuses(west, here, there);
    lab.log("without a gateway: a proxy connects to the Pod itself");
  }
}
