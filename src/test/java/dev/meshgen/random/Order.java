package dev.meshgen.random;

import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an engine makes of a cluster's steps: which come before which. */
final class Order {
  private final Map<String, Set<String>> before = new TreeMap<>();

  /** Argo CD applies a wave when all earlier ones are healthy. */
  static Order ofWaves(Rendering rendering, String cluster) {
    Map<String, Integer> waves = new TreeMap<>();
    String folder = "argocd/clusters/" + cluster + "/";
    for (String file : rendering.manifest(folder + "kustomization.yaml").texts("/resources")) {
      Manifest application = rendering.manifest(folder + file);
      String wave = application.text("/metadata/annotations/argocd.argoproj.io~1sync-wave");
      waves.put(file.replace(".yaml", ""), Integer.valueOf(wave));
    }
    Order order = new Order();
    waves.forEach(
        (step, wave) -> {
          Set<String> earlier = new TreeSet<>();
          waves.forEach(
              (other, otherWave) -> {
                if (otherWave < wave) {
                  earlier.add(other);
                }
              });
          order.before.put(step, earlier);
        });
    return order;
  }

  /** Flux follows {@code dependsOn}, of Kustomizations and, within one of them, of HelmReleases. */
  static Order ofDependencies(Rendering rendering, String cluster) {
    Order order = new Order();
    String folder = "flux/" + cluster + "/";
    for (String file : rendering.manifest(folder + "kustomization.yaml").texts("/resources")) {
      order.add(rendering.manifest(folder + file), "mesh-", "");
    }
    for (String path : rendering.files().keySet()) {
      if (path.startsWith("clusters/" + cluster + "/releases/")) {
        rendering.manifests(path).stream()
            .filter(manifest -> manifest.kind().equals("HelmRelease"))
            .forEach(release -> order.add(release, "istio-", "releases"));
      }
    }
    return order;
  }

  private void add(Manifest object, String prefix, String within) {
    Set<String> needed = new TreeSet<>();
    object
        .list("/spec/dependsOn")
        .forEach(each -> needed.add(id(each.path("name").asString(), prefix)));
    if (!within.isEmpty()) {
      needed.addAll(before.get(within));
    }
    before.put(id(object.name(), prefix), needed);
  }

  private static String id(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  Set<String> steps() {
    return before.keySet();
  }

  /** Whether {@code first} is there before {@code second} is applied. */
  boolean isBefore(String first, String second) {
    Deque<String> open = new ArrayDeque<>(before.getOrDefault(second, Set.of()));
    Set<String> seen = new TreeSet<>();
    while (!open.isEmpty()) {
      String step = open.pop();
      if (step.equals(first)) {
        return true;
      }
      if (seen.add(step)) {
        open.addAll(before.getOrDefault(step, Set.of()));
      }
    }
    return false;
  }
}
