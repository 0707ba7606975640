package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the charts make of the values of the resource: the same as of the two files of a release.
 */
@Tag("conformance")
@ExtendWith(Renderings.class)
class SailHelmTest {
  private static final MinorVersion MINOR = new MinorVersion(1, 31);

  private static final Map<String, String> RESOURCES =
      Map.of(
          "base", "istiod/istio.yaml",
          "istiod", "istiod/istio.yaml",
          "istiod-next", "istiod/istio-next.yaml",
          "cni", "cni/istio-cni.yaml",
          "ztunnel", "ztunnel/ztunnel.yaml");

  @ParameterizedTest
  @CsvSource({
    "sail-argocd, base",
    "sail-argocd, istiod",
    "sail-argocd, cni",
    "sail-revisions-argocd, istiod",
    "sail-revisions-argocd, istiod-next",
    "sail-ambient-argocd, base",
    "sail-ambient-argocd, istiod",
    "sail-ambient-argocd, cni",
    "sail-ambient-argocd, ztunnel"
  })
  void theOperatorsObjectsAreThoseOfHelm(
      String name, String release, Renderings renderings, @TempDir Path folder) throws IOException {
    Variant variant =
        SailTest.variants().stream()
            .filter(found -> found.name().equals(name))
            .findFirst()
            .orElseThrow();
    Rendering sail = renderings.of(variant);
    Rendering helm = renderings.of(byHelm(variant));
    for (Cluster cluster : sail.clusters()) {
      String written = "clusters/" + cluster.name() + "/" + RESOURCES.get(release);
      if (sail.files().containsKey(written)) {
        String values = "clusters/" + cluster.name() + "/values/" + release;
        Path resource = folder.resolve(cluster.name() + ".yaml");
        Files.writeString(resource, values(sail, cluster, release).toString());
        SortedMap<String, String> operated = objects(sail, release, List.of(resource));
        Path own = helm.folder().resolve(values + ".yaml");
        Path overrides = helm.folder().resolve(values + ".overrides.yaml");
        SortedMap<String, String> installed =
            objects(
                helm, release, Files.exists(overrides) ? List.of(own, overrides) : List.of(own));
        if (cluster.controlPlane().isRemote()) {
          // The operator sets defaultRevision itself, with charts a remote does without a
          // validator.
          operated.remove("ValidatingWebhookConfiguration istiod-default-validator");
        }
        assertThat(operated.keySet()).isEqualTo(installed.keySet());
        operated.forEach(
            (id, object) ->
                assertThat(object).as("%s of %s", id, cluster.name()).isEqualTo(installed.get(id)));
      }
    }
  }

  private static Variant byHelm(Variant variant) {
    Map<String, String> files = new TreeMap<>();
    variant
        .files()
        .forEach((path, text) -> files.put(path, text.replace("install: sail", "install: helm")));
    return new Variant(variant.name() + "-by-helm", files, variant.discoverable());
  }

  /**
   * As the operator has them: the profile is one more value, of the default profile something
   * remains, and to ztunnel's root it adds what is below {@code ztunnel}.
   */
  private static JsonNode values(Rendering rendering, Cluster cluster, String release) {
    JsonNode spec =
        rendering.manifest("clusters/" + cluster.name() + "/" + RESOURCES.get(release)).at("/spec");
    ObjectNode values = (ObjectNode) spec.path("values").deepCopy();
    if (spec.has("profile")) {
      values.set("profile", spec.get("profile"));
    }
    if (release.equals("istiod-next")) {
      values.put("revision", "next");
    }
    if (release.equals("ztunnel")) {
      values.put("profile", "ambient");
      values.withObject("/global").put("istioNamespace", "istio-system");
      values.path("ztunnel").properties().forEach(own -> values.set(own.getKey(), own.getValue()));
    }
    return values;
  }

  private static SortedMap<String, String> objects(
      Rendering rendering, String release, List<Path> values) {
    String chart = IstioCharts.get(MINOR, IstioCharts.chart(release)).toString();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "template",
                release,
                chart,
                "--namespace",
                rendering.mesh().istioNamespace(),
                "--kube-version",
                "1.34.0"));
    // Custom resource definitions come with the operator.
    arguments.addAll(List.of("--set", "base.enableCRDTemplates=false"));
    values.forEach(file -> arguments.addAll(List.of("--values", file.toString())));
    SortedMap<String, String> objects = new TreeMap<>();
    for (JsonNode object :
        ConsumerYaml.read(
            Tool.HELM
                .in(rendering.folder(), Map.of(), arguments.toArray(String[]::new))
                .succeeded())) {
      if (object.isObject()) {
        String id = object.path("kind").asString() + " " + object.at("/metadata/name").asString();
        // The operator lives with istiod's own change of it.
        objects.put(
            id, object.toString().replaceAll("\"failurePolicy\":\"(Fail|Ignore)\"", "\"\""));
      }
    }
    assertThat(objects).isNotEmpty();
    // It repeats the values as they were given.
    objects.remove("ConfigMap values");
    objects.remove("ConfigMap values-next");
    return objects;
  }
}
