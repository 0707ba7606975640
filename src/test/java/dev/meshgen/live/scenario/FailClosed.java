package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.time.Duration;

/** An istiod without the intermediate that the tree has for it. */
public final class FailClosed implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Ref CACERTS = Ref.secret("istio-system", "cacerts");
  private static final MeshSpec SPEC = MeshSpec.newest().cluster("east");

  @Override
  public String shows() {
    return "no `cacerts`: istiod does not start, and one that runs goes on";
  }

  @Override
  public void run(Lab lab) {
    LiveCluster east = lab.start("east").get(0);
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    mesh.syncWithout(".*-(trust|config)", east);
    Wait.untilAsserted(
        SOON,
        () ->
            assertThat(Events.of(east, "FailedMount", "istiod-"))
                .anyMatch(message -> message.endsWith("secret \"cacerts\" not found")));
    assertThat(east.client().find(Ref.configMap("istio-system", "istio-ca-root-cert"))).isEmpty();
    lab.log("without cacerts istiod does not start, and no root is made");
    mesh.sync(east);
    lab.log("with it, it starts by itself");
    east.client().delete(CACERTS);
    Wait.pause(5000);
    assertThat(east.pod("istio-system", "app", "istiod").isReady()).isTrue();
    lab.log("a running istiod goes on when it is deleted");
  }
}
