package dev.meshgen.live.scenario;

import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.SteadyTraffic;
import java.util.function.BiConsumer;

/**
 * Two primaries on networks of their own, joined, with an application in each that reaches the
 * other.
 *
 * @param one runs in {@code east}, with two Pods so that it can be restarted
 * @param two the same in {@code west}
 */
record EastAndWest(Lab lab, LiveMesh mesh, LiveCluster east, LiveCluster west, App one, App two) {
  /** What a Pod says to whom it accepts. */
  static final String ANSWERED = "HTTP/1.1 200";

  private static final MeshSpec SPEC = MeshSpec.apart("east", "west");

  /** Starts them; {@code render} makes the tree. */
  static EastAndWest start(Lab lab, BiConsumer<LiveMesh, MeshSpec> render) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    LiveMesh mesh = lab.mesh();
    render.accept(mesh, SPEC);
    mesh.sync(east, west);
    App one = App.deploy(east, "shop", "one", 2);
    App two = App.deploy(west, "shop", "two", 2);
    mesh.join(east, west);
    App.awaitAll(one, two);
    Traffic.allReach(one, two);
    return new EastAndWest(lab, mesh, east, west, one, two);
  }

  /** Applies what changed to both. */
  void sync() {
    mesh.sync(east, west);
  }

  /** Requests both ways from now on. */
  SteadyTraffic traffic() {
    return new SteadyTraffic(lab).add(one, two).add(two, one);
  }

  /** Somebody with a certificate that the intermediate of {@code east} signed. */
  Intruder thief() {
    return Intruder.thief(east, "istio-system", one.identity());
  }
}
