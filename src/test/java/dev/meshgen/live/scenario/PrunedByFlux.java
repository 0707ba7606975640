package dev.meshgen.live.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.live.FluxControllers;
import dev.meshgen.live.LiveMesh;
import dev.meshgen.live.Ref;
import dev.meshgen.live.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What Flux removes from clusters after a commit, and what {@code render} said of it. */
final class PrunedByFlux {
  private static final Pattern SAID =
      Pattern.compile(
          "^meshgen: (\\S+): Flux (?:deletes the (Kustomization) (\\S+) and what it applied"
              + "|(deletes the objects) in (\\S+)|(uninstalls the release) of (\\S+))$",
          Pattern.MULTILINE);

  private static final Pattern NO_LONGER_DISCOVERED =
      Pattern.compile(
          "^meshgen: (\\S+): its remote secret is removed from every cluster", Pattern.MULTILINE);

  private final Map<String, FluxControllers> clusters;
  private final Map<String, Map<Ref, String>> before = new TreeMap<>();
  private final Map<String, Set<JsonNode>> files;

  private PrunedByFlux(Map<String, FluxControllers> clusters, Map<String, Set<JsonNode>> files) {
    this.clusters = clusters;
    this.files = files;
    clusters.forEach((name, flux) -> before.put(name, flux.applied()));
  }

  /** What there is before the next commit. */
  static PrunedByFlux before(LiveMesh mesh, Map<String, FluxControllers> clusters) {
    return new PrunedByFlux(clusters, mesh.files());
  }

  /** Waits until exactly that is gone which was said. */
  void await(String said, Duration patience) {
    Map<String, Set<String>> expected = new TreeMap<>();
    clusters.keySet().forEach(name -> expected.put(name, expected(name, said)));
    assertThat(expected.values()).anySatisfy(gone -> assertThat(gone).isNotEmpty());
    Wait.untilAsserted(
        patience,
        () ->
            clusters.forEach(
                (name, flux) -> {
                  Set<Ref> now = flux.applied().keySet();
                  Set<String> gone = new TreeSet<>();
                  before.get(name).keySet().stream()
                      .filter(ref -> !now.contains(ref))
                      .forEach(ref -> gone.add(ref.toString()));
                  assertThat(gone).as("gone in %s", name).isEqualTo(expected.get(name));
                }));
  }

  private Set<String> expected(String cluster, String said) {
    Set<String> gone = new TreeSet<>();
    Matcher secret = NO_LONGER_DISCOVERED.matcher(said);
    while (secret.find()) {
      before.get(cluster).keySet().stream()
          .map(Ref::toString)
          .filter(ref -> ref.endsWith("/istio-remote-secret-" + secret.group(1)))
          .forEach(gone::add);
    }
    Matcher line = SAID.matcher(said);
    while (line.find()) {
      if (!line.group(1).equals(cluster)) {
        continue;
      }
      if (line.group(2) != null) {
        gone.add("Kustomization flux-system/" + line.group(3));
        addApplied(gone, cluster, line.group(3));
      } else if (line.group(4) != null) {
        addObjects(gone, line.group(5));
      } else {
        addRelease(gone, cluster, line.group(7));
      }
    }
    return gone;
  }

  private void addApplied(Set<String> gone, String cluster, String by) {
    before
        .get(cluster)
        .forEach(
            (ref, name) -> {
              if (name.equals(by)) {
                gone.add(ref.toString());
              }
            });
  }

  private void addObjects(Set<String> gone, String path) {
    assertThat(files.get(path)).as(path).isNotEmpty();
    files.get(path).forEach(object -> gone.add(Ref.of(object).toString()));
  }

  /** With its source and its values. */
  private void addRelease(Set<String> gone, String cluster, String path) {
    addObjects(gone, path);
    for (JsonNode object : files.get(path)) {
      addApplied(gone, cluster, object.at("/spec/releaseName").asString("no release"));
      for (JsonNode values : object.at("/spec/valuesFrom")) {
        String namespace = object.at("/metadata/namespace").asString();
        gone.add(Ref.configMap(namespace, values.path("name").asString()).toString());
      }
    }
  }
}
