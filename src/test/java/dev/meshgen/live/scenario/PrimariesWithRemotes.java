package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;

/** Two networks, each with a primary and a remote; one of the remotes may have either primary. */
public final class PrimariesWithRemotes implements Scenario {
  private static final String[] NAMES = {"east", "edge", "west", "branch"};

  @Override
  public String shows() {
    return "two primaries, each with a remote in its network; a remote changes its primary "
        + "when that is gone";
  }

  @Override
  public void run(Lab lab) {
    LiveCluster[] all =
        lab.start(
                new Lab.Site(NAMES[0], "net-east"),
                new Lab.Site(NAMES[1], "net-east"),
                new Lab.Site(NAMES[2], "net-west"),
                new Lab.Site(NAMES[3], "net-west"))
            .toArray(LiveCluster[]::new);
    LiveCluster east = all[0];
    LiveCluster edge = all[1];
    LiveMesh mesh = lab.mesh();
    mesh.render(spec("east, west"));
    mesh.sync(east, all[2]);
    mesh.syncWithout(".*-eastwest", edge);
    mesh.syncWithout(".*-eastwest", all[3]);
    App[] own = new App[NAMES.length];
    App[] everywhere = new App[NAMES.length];
    for (int i = 0; i < NAMES.length; i++) {
      own[i] = App.deploy(all[i], "shop", "in-" + NAMES[i], 1);
      everywhere[i] = App.deploy(all[i], "shop", "everywhere", 1);
    }
    mesh.join(all);
    App.awaitAll(own);
    App.awaitAll(everywhere);
    lab.log("applications run: each remote's were injected by its primary");
    reachEachOther(lab, own, everywhere);
    Traffic.refuses(east, Traffic.gateway(edge), own[3], own[1]);
    lab.log("a remote refuses no certificate, a foreign root and plain text");
    east.disconnect();
    Traffic.reaches(own[1], own[3]);
    lab.log("the primary of a remote is gone: what runs there goes on");
    mesh.render(spec("west, east"));
    mesh.sync(edge);
    App later = App.deploy(edge, "shop", "later", 1).await();
    Traffic.reaches(later, own[3]);
    Traffic.reaches(own[3], later);
    lab.log("led by another primary, it starts more");
  }

  private static MeshSpec spec(String primaries) {
    return MeshSpec.newest()
        .cluster(
            "east",
            "network: net-east, podCIDRs: [10.1.0.0/16], " + MeshSpec.gatewayAt("10.99.0.201"))
        .cluster(
            "edge",
            "network: net-east, podCIDRs: [10.2.0.0/16], controlPlane: {role: remote, primaries: [%s]}"
                .formatted(primaries))
        .cluster(
            "west",
            "network: net-west, podCIDRs: [10.1.0.0/16], " + MeshSpec.gatewayAt("10.99.0.202"))
        .cluster(
            "branch",
            "network: net-west, podCIDRs: [10.2.0.0/16],"
                + " controlPlane: {role: remote, primaries: [west]}");
  }

  private static void reachEachOther(Lab lab, App[] own, App[] everywhere) {
    Traffic.allReach(own);
    Traffic.connectsAnew(own[2].cluster(), everywhere[0]);
    Traffic.reaches(own[3], everywhere);
    lab.log("every cluster reaches what only another has, and all what all have");
    for (int here = 0; here < own.length; here += 2) {
      App primary = own[here];
      App remote = own[here + 1];
      assertThat(Traffic.endpoints(primary, remote)).containsOnlyKeys(pod(remote));
      assertThat(Traffic.endpoints(remote, primary)).containsOnlyKeys(pod(primary));
    }
    lab.log("on one network a proxy connects to the Pod itself");
  }

  private static String pod(App app) {
    return app.pod().address() + ":8080";
  }
}
