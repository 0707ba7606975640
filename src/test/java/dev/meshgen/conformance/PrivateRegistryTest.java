package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.PlatformName;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.topology.DataPlanes;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The Secrets of private registries, where charts and engines look for them. */
class PrivateRegistryTest {

  @EveryVariant
  void everyChartGetsThePullSecretsInItsOwnForm(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      List<String> secrets = cluster.istio().images().pullSecretNames();
      for (String release : rendering.releases(cluster)) {
        JsonNode values =
            rendering.yaml("clusters/" + cluster.name() + "/values/" + release + ".yaml");
        boolean gateway = release.equals("eastwestgateway");
        boolean flat = gateway || release.equals("ztunnel");
        JsonNode found = values.at(flat ? "/imagePullSecrets" : "/global/imagePullSecrets");
        assertThat(found)
            .extracting(item -> gateway ? item.path("name").asString() : item.asString())
            .as("%s of %s", release, cluster.name())
            .isEqualTo(secrets);
        assertThat(found.isMissingNode()).isEqualTo(secrets.isEmpty());
      }
    }
  }

  @EveryVariant
  void everySourceOfChartsRefersToTheSecretsOfItsRegistry(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      for (Manifest source : rendering.manifests()) {
        if (source.file().startsWith("clusters/" + cluster.name() + "/releases/")
            && (source.kind().equals("OCIRepository") || source.kind().equals("HelmRepository"))) {
          assertThat(source.find("/spec/secretRef/name"))
              .isEqualTo(cluster.istio().charts().secret());
          assertThat(source.find("/spec/certSecretRef/name"))
              .isEqualTo(cluster.istio().charts().certSecret());
        }
      }
    }
  }

  @EveryVariant
  void theReadmeNamesWhatUsersCreateAndOnlyThen(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    String readme = rendering.text("README.md");
    boolean used =
        rendering.clusters().stream()
            .map(cluster -> cluster.istio())
            .anyMatch(
                istio ->
                    istio.charts().secret().isPresent() || !istio.images().pullSecrets().isEmpty());
    assertThat(readme.contains("## Private registries")).isEqualTo(used);
    for (Cluster cluster : rendering.clusters()) {
      boolean elsewhere =
          cluster.platform() == PlatformName.OPENSHIFT
              && DataPlanes.runsCni(cluster)
              && !cluster.istio().images().pullSecrets().isEmpty();
      assertThat(
              readme
                  .lines()
                  .anyMatch(
                      line ->
                          line.startsWith("  The node agents of ")
                              && line.contains(cluster.name())
                              && line.endsWith("in `kube-system`.")))
          .isEqualTo(elsewhere);
    }
    for (Cluster cluster : rendering.clusters()) {
      Optional<String> charts = cluster.istio().charts().secret();
      charts.ifPresent(
          secret -> assertThat(readme).contains("- " + secret + ", for reading the charts"));
      if (charts.isPresent() && rendering.argo()) {
        boolean oci = cluster.istio().charts().location().startsWith("oci://");
        assertThat(readme)
            .contains("`url: " + cluster.istio().charts().location().replace("oci://", "") + "`");
        assertThat(readme.contains("`enableOCI: \"true\"`")).isEqualTo(oci);
      }
    }
  }
}
