package dev.meshgen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.plan.Artifact;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.PlanArtifacts;
import dev.meshgen.testing.PlainTree;
import dev.meshgen.testing.Plans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds of Istio that a vendor publishes. */
class VendorBuildsTest {
  private static final String FLUX = "delivery: {flux: {sourceRef: {name: platform}}}";

  private static String mesh(String version, String charts) {
    return Plans.PRIVATE_MESH.replace(
        "{version: \"1.30.5\"}",
        "{version: \""
            + version
            + "\", charts: \""
            + charts
            + "\", hub: registry.vendor.example/istio}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.30.5+tetrate0",
        "1.30.5-tetrate0",
        "1.30.5-solo",
        "1.30.5-solo-distroless",
        "1.30.5-distroless",
        "1.30.5-fips",
        "1.30.5-fips.1+build.7"
      })
  void areReleases(String version) {
    String mesh = mesh(version, "https://charts.vendor.example/istio");
    List<Diagnostic> found =
        ReadMesh.of(mesh + Plans.cluster("east", "") + Plans.cluster("west", "")).diagnostics();

    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.30.5-alpha.0", "1.30.5-beta.1", "1.30.5-rc.0", "1.30.5-rc1", "1.30.5-dev"})
  void areNoPreReleases(String version) {
    String mesh = mesh(version, "https://charts.vendor.example/istio");

    assertThat(ReadMesh.of(mesh + Plans.cluster("east", "")).diagnostics())
        .extracting(Diagnostic::code)
        .contains(Code.ISTIO_PRE_RELEASE);
  }

  @ParameterizedTest
  @CsvSource({
    "1.30.5+tetrate0, 1.30.5-tetrate0, 1.30.5_tetrate0",
    "1.30.5-solo, 1.30.5-solo, 1.30.5-solo"
  })
  void haveTheirVersionInChartsAndATagInRegistries(String version, String image, String chart) {
    String oci = mesh(version, "oci://registry.vendor.example/charts");
    MeshPlan plan = Plans.plan(oci, Plans.cluster("east", ""));

    assertThat(new PlanArtifacts(IstioCatalog.builtIn(), plan, Optional.empty()).list())
        .extracting(Artifact::reference)
        .contains(
            "registry.vendor.example/istio/pilot:" + image,
            "registry.vendor.example/charts/istiod:" + chart);
    PlainTree argocd = PlainTree.of(oci, Plans.cluster("east", ""));
    assertThat(
            argocd
                .yaml("argocd/clusters/east/istiod.yaml")
                .at("/spec/sources/0/targetRevision")
                .asString())
        .isEqualTo(version);
  }

  @Test
  void areFoundByFluxUnderTheTagThatHelmWrites() {
    String oci =
        mesh("1.30.5+tetrate0", "oci://registry.vendor.example/charts")
            .replaceFirst("delivery: .*", FLUX);

    String release =
        PlainTree.of(oci, Plans.cluster("east", "")).text("clusters/east/releases/istiod.yaml");

    assertThat(release).contains("tag: \"1.30.5_tetrate0\"\n").contains("[0] == '1.30.5' &&");
  }

  @Test
  void haveTagsInRawValues() {
    String values = "values: {istiod: {global: {tag: 1.30.5-tetrate0-distroless}}}";
    String mesh = mesh("1.30.5+tetrate0", "https://charts.vendor.example/istio");

    assertThat(ReadMesh.of(mesh + Plans.cluster("east", values)).diagnostics())
        .extracting(Diagnostic::code)
        .doesNotContain(Code.IMAGE_VERSION, Code.IMAGE_UNVERSIONED);
  }
}
