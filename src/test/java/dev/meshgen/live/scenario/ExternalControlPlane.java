package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.LivePublicAuthority;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.Wait;
import java.time.Duration;

/**
 * A cluster that hosts the istiod of two others, one of which it takes its configuration from, and
 * has its own Istio for the gateway between.
 */
public final class ExternalControlPlane implements Scenario {
  private static final String HOST = "istiod.mesh.example";
  private static final String CERTIFICATE = "istiod-mesh-example";
  private static final String NAMESPACE = "external-istiod";
  private static final MeshSpec OWN = MeshSpec.apart("platform").with("retail", "platform");

  private static final MeshSpec HOSTED =
      MeshSpec.newest()
          .istio("version: 1.31.1, namespace: " + NAMESPACE)
          .cluster(
              "platform",
              "controlPlane: {role: external, configCluster: east, host: %s, credentialName: %s}"
                  .formatted(HOST, CERTIFICATE))
          .cluster("east", "network: net-east, controlPlane: {role: remote, primaries: [platform]}")
          .cluster(
              "west", "network: net-west, controlPlane: {role: remote, primaries: [platform]}");

  /** What the definition admits, and istiod does not. */
  private static final String WRONG =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: wrong, namespace: shop}
      spec: {hosts: [both]}
      """;

  @Override
  public String shows() {
    return "an istiod outside of the mesh, its config cluster and a remote; it does not "
        + "start before its credential";
  }

  @Override
  public void run(Lab lab) {
    LivePublicAuthority authority = lab.publicAuthority();
    var clusters = lab.start("platform", "east", "west");
    LiveCluster platform = clusters.get(0);
    LiveCluster east = clusters.get(1);
    LiveCluster west = clusters.get(2);
    LiveMesh own = lab.mesh();
    own.render(OWN);
    own.sync(platform);
    LiveMesh mesh = lab.mesh();
    mesh.render(HOSTED);
    mesh.syncWithout(".*-eastwest", platform);
    platform.apply(authority.secret(NAMESPACE, CERTIFICATE, HOST));
    lab.publish(HOST, platform.balancer(NAMESPACE, "istiod-gateway"));
    mesh.syncWithout(".*-eastwest", east);
    mesh.syncWithout(".*-eastwest", west);
    Wait.untilAsserted(
        Duration.ofSeconds(30),
        () ->
            assertThat(Events.of(platform, "FailedMount", "istiod-"))
                .anyMatch(message -> message.endsWith("\"istio-kubeconfig\" not found")));
    lab.log("without the credential of the config cluster istiod does not start");
    App here = App.deploy(east, "shop", "here", 1);
    App nearBoth = App.deploy(east, "shop", "both", 1);
    App there = App.deploy(west, "shop", "there", 1);
    App farBoth = App.deploy(west, "shop", "both", 1);
    mesh.addCredentials(east);
    mesh.addCredentials(west);
    mesh.sync(platform);
    mesh.sync(east, west);
    App.awaitAll(here, nearBoth, there, farBoth);
    lab.log("applications run: all were injected through the gateway of the host");
    Traffic.reaches(here, there);
    Traffic.reaches(there, here);
    Traffic.reaches(here, nearBoth, farBoth);
    Traffic.reaches(there, nearBoth, farBoth);
    lab.log("either reaches what only the other has, and both what both have");
    Intruder thief = Intruder.thief(platform, NAMESPACE, here.identity());
    String gateway = west.balancer(NAMESPACE, "istio-eastwestgateway") + ":15443";
    Traffic.refuses(thief, here, there, intruder -> intruder.ask(gateway, there));
    assertThatThrownBy(() -> east.apply(WRONG)).hasMessageContaining("validation.istio.io");
    lab.log("istiod enforces what is written in the config cluster, and validates it there");
  }
}
