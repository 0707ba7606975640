package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whether kustomize builds every folder, as Argo CD and Flux would, and what comes out. */
@Tag("conformance")
class KustomizeTest {
  @EveryVariant
  void buildsWhatNeedsNoPluginAsItIs(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest kustomization : KustomizationTest.kustomizations(rendering)) {
      String folder = KustomizationTest.folder(kustomization.file());
      if (!kustomization.json().has("generators")) {
        List<Manifest> built = build(rendering, folder, Map.of(), restrictions(folder));
        if (kustomization.json().has("configMapGenerator")) {
          assertThat(built).extracting(Manifest::kind).containsOnly("ConfigMap");
        } else {
          assertThat(built.stream().map(Manifest::json).toList())
              .as("%s%s", variant, folder)
              .containsAll(listed(rendering, kustomization));
        }
      }
    }
  }

  /** Flux alone reads the folders that list others' files, and builds without restrictions. */
  private static String[] restrictions(String folder) {
    return folder.endsWith("_listed/")
        ? new String[] {"--load-restrictor", "LoadRestrictionsNone"}
        : new String[0];
  }

  @EveryVariant
  void opensThroughKsopsWhatArgoCdApplies(
      Variant variant, Renderings renderings, @TempDir Path scratch) throws IOException {
    Rendering rendering = renderings.of(variant);
    Map<String, String> environment = new TreeMap<>(Sealed.keys(rendering));
    environment.putAll(Ksops.path(scratch));
    int opened = 0;
    for (Manifest kustomization : KustomizationTest.kustomizations(rendering)) {
      String folder = KustomizationTest.folder(kustomization.file());
      if (kustomization.json().has("generators")) {
        List<Manifest> built =
            build(rendering, folder, environment, "--enable-alpha-plugins", "--enable-exec");
        Set<String> names = new TreeSet<>();
        for (Manifest secret : built) {
          assertThat(secret.kind()).isEqualTo("Secret");
          assertThat(secret.namespace()).hasValue(rendering.mesh().istioNamespace());
          assertThat(secret.json().has("sops")).isFalse();
          assertThat(secret.json().toString()).doesNotContain("ENC[");
          names.add(secret.name());
        }
        List<String> sealed =
            rendering.sealed().stream()
                .filter(file -> file.startsWith(folder))
                .filter(rendering::isApplied)
                .toList();
        assertThat(names)
            .containsExactlyInAnyOrderElementsOf(
                sealed.stream().map(file -> rendering.manifest(file).name()).toList());
        opened += sealed.size();
      }
    }
    long applied =
        rendering.sealed().stream()
            .filter(file -> !file.startsWith("trust/"))
            .filter(rendering::isApplied)
            .map(file -> file.substring(0, file.lastIndexOf('/')) + "/kustomization.yaml")
            .map(rendering::manifest)
            .filter(home -> KustomizationTest.isReadByArgo(rendering, home))
            .count();
    assertThat(opened).isEqualTo((int) applied);
  }

  /** Flux opens after the build, and does not look at the MAC, which covers the order of fields. */
  @EveryVariant
  void leavesSealedFilesSoThatFluxOpensThem(
      Variant variant, Renderings renderings, @TempDir Path folder) throws IOException {
    Rendering rendering = renderings.of(variant);
    for (Manifest kustomization : KustomizationTest.kustomizations(rendering)) {
      String home = KustomizationTest.folder(kustomization.file());
      if (kustomization.texts("/resources").stream()
          .anyMatch(name -> name.endsWith(".sops.yaml"))) {
        Tool.Run build = Tool.KUSTOMIZE.in(rendering.folder(), Map.of(), "build", home);
        String[] objects = build.succeeded().split("(?m)^---\n");
        for (String object : objects) {
          if (Sealed.isForServicesAlone(ConsumerYaml.readOne(object).path("sops"))) {
            continue;
          }
          Files.writeString(folder.resolve("built.yaml"), object);
          String opened =
              Tool.SOPS
                  .in(folder, Sealed.keys(rendering), "decrypt", "--ignore-mac", "built.yaml")
                  .succeeded();
          assertThat(opened).doesNotContain("ENC[");
        }
      }
    }
  }

  @EveryVariant
  void handsFluxTheValuesUnchanged(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest kustomization : KustomizationTest.kustomizations(rendering)) {
      if (kustomization.json().has("configMapGenerator")) {
        String folder = KustomizationTest.folder(kustomization.file());
        List<Manifest> built = build(rendering, folder, Map.of());
        for (JsonNode generator : kustomization.list("/configMapGenerator")) {
          Manifest map =
              built.stream()
                  .filter(found -> found.name().equals(generator.path("name").asString()))
                  .findFirst()
                  .orElseThrow();
          for (JsonNode file : generator.path("files")) {
            String[] entry = file.asString().split("=");
            assertThat(map.at("/data").path(entry[0]).asString())
                .isEqualTo(rendering.text(folder + entry[1]));
          }
          assertThat(map.text("/metadata/labels/reconcile.fluxcd.io~1watch")).isEqualTo("Enabled");
        }
      }
    }
  }

  private static List<JsonNode> listed(Rendering rendering, Manifest kustomization) {
    List<JsonNode> listed = new ArrayList<>();
    for (String resource : kustomization.texts("/resources")) {
      String file = KustomizationTest.folder(kustomization.file()) + resource;
      if (rendering.files().containsKey(file)) {
        rendering.manifests(file).forEach(object -> listed.add(object.json()));
      }
    }
    return listed;
  }

  private static List<Manifest> build(
      Rendering rendering, String folder, Map<String, String> environment, String... flags) {
    List<String> arguments = new ArrayList<>(List.of("build", folder));
    arguments.addAll(List.of(flags));
    String built =
        Tool.KUSTOMIZE
            .in(rendering.folder(), environment, arguments.toArray(String[]::new))
            .succeeded();
    return ConsumerYaml.read(built).stream().map(json -> new Manifest(folder, json)).toList();
  }
}
