package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** That each folder says of itself what is in it, and asks for nothing an engine refuses. */
class KustomizationTest {
  @EveryVariant
  void whatItNamesIsThereAtOrBelowIt(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest kustomization : kustomizations(rendering)) {
      String folder = folder(kustomization.file());
      for (String named : named(rendering, kustomization)) {
        boolean base = named.startsWith("../../../discovery/") && folder.endsWith("/discovery/");
        assertThat(named.contains("../..")).as("%s", kustomization).isEqualTo(base);
        assertThat(named).as("%s", kustomization).doesNotStartWith("/");
        if (base) {
          assertThat(rendering.files())
              .containsKey(named.substring("../../../".length()) + "/kustomization.yaml");
        } else if (folder.equals(Layout.listed("discovery") + "/")) {
          // Only Flux reads it, which lets a file be anywhere in its source.
          assertThat(rendering.files()).containsKey(parent(folder) + named.substring(3));
        } else if (named.startsWith("../")) {
          // Beyond its folder, kustomize takes folders only.
          assertThat(kustomization.file()).isEqualTo(folder + "kustomization.yaml");
          assertThat(rendering.files())
              .containsKey(parent(folder) + named.substring(3) + "/kustomization.yaml");
        } else {
          assertThat(rendering.files()).as("%s", kustomization).containsKey(folder + named);
        }
      }
    }
  }

  @EveryVariant
  void everyFileInItsFolderIsNamedOnce(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Set<String> named = new TreeSet<>();
    for (Manifest kustomization : kustomizations(rendering)) {
      named.add(kustomization.file());
      for (String file : named(rendering, kustomization)) {
        if (!file.startsWith("../")) {
          assertThat(named.add(folder(kustomization.file()) + file))
              .as("%s names %s", kustomization, file)
              .isTrue();
        }
      }
    }
    for (Manifest kustomization : kustomizations(rendering)) {
      rendering.files().keySet().stream()
          .filter(path -> path.startsWith(folder(kustomization.file())) && path.endsWith(".yaml"))
          .filter(rendering::isApplied)
          .forEach(path -> assertThat(named).as("%s", variant).contains(path));
    }
  }

  @EveryVariant
  void everyFolderOfObjectsHasOne(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest object : rendering.manifests()) {
      String folder = folder(object.file());
      boolean exempt =
          folder.startsWith("argocd/bootstrap/")
              || folder.equals("argocd/prerequisites/")
              || folder.equals("trust/");
      String home = folder.equals("argocd/mesh/clusters/") ? "argocd/mesh/" : folder;
      if (!exempt) {
        assertThat(rendering.files()).as("%s", object).containsKey(home + "kustomization.yaml");
      }
    }
  }

  static boolean isReadByArgo(Rendering rendering, Manifest kustomization) {
    String[] path = kustomization.file().split("/");
    return path[0].equals("clusters")
        ? rendering.files().keySet().stream()
            .anyMatch(file -> file.startsWith("argocd/clusters/" + path[1] + "/"))
        : rendering.argo();
  }

  @EveryVariant
  void sealedFilesAreReadThroughKsopsForArgoCdAndAsTheyAreForFlux(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest kustomization : kustomizations(rendering)) {
      List<String> resources = kustomization.texts("/resources");
      if (isReadByArgo(rendering, kustomization)) {
        assertThat(resources)
            .as("%s", kustomization)
            .noneMatch(name -> name.endsWith(".sops.yaml"));
      } else {
        assertThat(kustomization.json().has("generators")).as("%s", kustomization).isFalse();
      }
    }
    for (String sealed : rendering.sealed()) {
      if (!sealed.startsWith("trust/")) {
        Manifest home = rendering.manifest(folder(sealed) + "kustomization.yaml");
        String name = sealed.substring(sealed.lastIndexOf('/') + 1);
        assertThat(named(rendering, home).contains(name))
            .as(sealed)
            .isEqualTo(rendering.isApplied(sealed));
      }
    }
  }

  @EveryVariant
  void theRootKeyIsInNoKustomization(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    assertThat(rendering.files().containsKey("trust/root-ca.sops.yaml"))
        .isEqualTo(rendering.signedBy("generated"));
    assertThat(rendering.files()).doesNotContainKey("trust/kustomization.yaml");
    for (Manifest kustomization : kustomizations(rendering)) {
      assertThat(kustomization.json().toString()).doesNotContain("root-ca");
    }
  }

  @EveryVariant
  void generatedConfigMapsHaveStableNamesAndANamespace(Variant variant, Renderings renderings) {
    for (Manifest kustomization : kustomizations(renderings.of(variant))) {
      if (kustomization.json().has("configMapGenerator")) {
        assertThat(kustomization.at("/generatorOptions/disableNameSuffixHash").asBoolean())
            .isTrue();
        assertThat(kustomization.text("/generatorOptions/labels/reconcile.fluxcd.io~1watch"))
            .isEqualTo("Enabled");
        for (JsonNode generator : kustomization.list("/configMapGenerator")) {
          assertThat(generator.path("namespace").asString())
              .isEqualTo(renderings.of(variant).mesh().istioNamespace());
        }
      }
    }
  }

  static List<Manifest> kustomizations(Rendering rendering) {
    return rendering.manifests("kustomize.config.k8s.io/v1beta1", "Kustomization");
  }

  /** Every file and folder that a kustomization, or a generator of it, asks for. */
  private static List<String> named(Rendering rendering, Manifest kustomization) {
    List<String> named = new ArrayList<>(kustomization.texts("/resources"));
    for (String generator : kustomization.texts("/generators")) {
      named.add(generator);
      Manifest ksops = rendering.manifest(folder(kustomization.file()) + generator);
      assertThat(ksops.kind()).isEqualTo("ksops");
      assertThat(ksops.text("/metadata/annotations/config.kubernetes.io~1function"))
          .isEqualTo("exec:\n  path: ksops\n");
      for (String file : ksops.texts("/files")) {
        assertThat(file).startsWith("./");
        named.add(file.substring(2));
      }
    }
    for (JsonNode generator : kustomization.list("/configMapGenerator")) {
      for (JsonNode file : generator.path("files")) {
        named.add(file.asString().substring(file.asString().indexOf('=') + 1));
      }
    }
    return named;
  }

  static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String parent(String folder) {
    return folder(folder.substring(0, folder.length() - 1));
  }
}
