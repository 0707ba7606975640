package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.App;
import dev.meshgen.live.Intruder;
import dev.meshgen.live.Lab;
import dev.meshgen.live.LiveCertManager;
import dev.meshgen.live.LiveCluster;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.MeshSpec;
import dev.meshgen.live.RunningPod;
import dev.meshgen.live.Scenario;
import dev.meshgen.live.SteadyTraffic;
import dev.meshgen.live.Wait;
import dev.meshgen.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/**
 * Intermediates as cert-manager writes them for the Certificates of the tree: nothing starts before
 * they are there, and renewed ones are taken while requests run.
 */
public final class CertManagerLayout implements Scenario {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final MeshSpec SPEC =
      MeshSpec.newest()
          .withoutRoot()
          .with(
              "trust: {authority: {certManager: {issuer: {name: mesh-root}}}, intermediate: {key: ecdsa-p256}}")
          .apartAs("east", "west");

  @Override
  public String shows() {
    return "the Secrets that cert-manager writes for the Certificates of the tree, renewed "
        + "while requests run; its controller does not run";
  }

  @Override
  public Optional<String> obstacle() {
    return Files.exists(Shared.CERT_MANAGER)
        ? Optional.empty()
        : Optional.of("missing: " + Shared.CERT_MANAGER);
  }

  @Override
  public void run(Lab lab) {
    var clusters = lab.start("east", "west");
    LiveCluster east = clusters.get(0);
    LiveCluster west = clusters.get(1);
    LiveCertManager certManager = lab.certManager();
    LiveMesh mesh = lab.mesh();
    mesh.render(SPEC);
    for (LiveCluster cluster : clusters) {
      cluster.define(definitions());
      mesh.syncWithout(".*-(config|eastwest)", cluster);
    }
    for (LiveCluster cluster : clusters) {
      Wait.untilAsserted(
          SOON,
          () ->
              assertThat(Events.of(cluster, "FailedMount", "istiod-"))
                  .anyMatch(message -> message.endsWith("secret \"cacerts\" not found")));
    }
    lab.log("no istiod starts before cert-manager has issued");
    clusters.forEach(certManager::issue);
    mesh.sync(east, west);
    App client = App.deploy(east, "shop", "client", 1);
    App only = App.deploy(west, "shop", "only", 1);
    mesh.join(east, west);
    App.awaitAll(client, only);
    Traffic.allReach(client, only);
    String gateway = Traffic.gateway(west);
    Traffic.refuses(west, gateway, client, only);
    lab.log("below the root of the issuer either reaches what only the other has");
    SteadyTraffic traffic = new SteadyTraffic(lab).add(client, only);
    RunningPod istiod = west.pod("istio-system", "app", "istiod");
    var before = Intruder.intermediate(west);
    certManager.issue(west);
    Traffic.getsNewIntermediate(only, before);
    assertThat(west.pod("istio-system", "app", "istiod")).isSameAs(istiod);
    traffic.lostNone("while cert-manager renews an intermediate");
  }

  private static String definitions() {
    try {
      return Files.readString(Shared.CERT_MANAGER, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
