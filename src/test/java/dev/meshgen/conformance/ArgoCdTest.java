package dev.meshgen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.PlatformName;
import dev.meshgen.model.Revision;
import dev.meshgen.spec.TypedFields;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import dev.meshgen.testing.Variants;
import dev.meshgen.topology.DataPlanes;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What Argo CD needs beyond the schema: that everything refers to something that is there. */
@ExtendWith(Renderings.class)
class ArgoCdTest {
  private static final String ROOT = "argocd/bootstrap/root.yaml";
  private static final Set<String> UNSCOPED =
      Set.of("ClusterRole", "ClusterRoleBinding", "MutatingWebhookConfiguration");
  private static final String NOTES = "/metadata/annotations/argocd.argoproj.io~1";

  static List<Variant> ofArgoCd() {
    return Variants.all().stream()
        .filter(
            variant -> variant.files().values().stream().anyMatch(spec -> spec.contains("argocd:")))
        .filter(variant -> !variant.name().endsWith("flux"))
        .filter(variant -> !variant.hasBothEngines())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void everySourceIsInTheTreeOrAChartWithItsValues(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest application : applications(rendering)) {
      assertThat(application.json().at("/spec").has("source"))
          .as("%s", application)
          .isNotEqualTo(application.json().at("/spec").has("sources"));
      for (JsonNode source : sources(application)) {
        if (source.has("path")) {
          assertThat(rendering.files())
              .as("%s", application)
              .containsKey(
                  inTree(rendering, source.path("path").asString()) + "/kustomization.yaml");
        } else {
          assertThat(source.has("chart")).as("%s", application).isNotEqualTo(source.has("ref"));
        }
      }
      for (String file : valueFiles(application)) {
        assertThat(file).startsWith("$values/");
        assertThat(rendering.files())
            .as("%s", application)
            .containsKey(inTree(rendering, file.substring("$values/".length())));
        assertThat(application.list("/spec/sources"))
            .anyMatch(source -> source.path("ref").asString("").equals("values"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void fromTheRootApplicationEverythingIsReached(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Set<String> reached = new TreeSet<>(Set.of(ROOT));
    Deque<Manifest> open = new ArrayDeque<>(rendering.manifests(ROOT));
    while (!open.isEmpty()) {
      Manifest application = open.pop();
      for (String file : valueFiles(application)) {
        reached.add(inTree(rendering, file.substring("$values/".length())));
      }
      for (JsonNode source : sources(application)) {
        if (source.has("path")) {
          for (String folder : built(rendering, source)) {
            for (String file : rendering.files().keySet()) {
              if (file.startsWith(folder) && file.endsWith(".yaml") && reached.add(file)) {
                rendering.manifests(file).stream()
                    .filter(found -> found.kind().equals("Application"))
                    .forEach(open::push);
              }
            }
          }
        }
      }
    }
    assertThat(rendering.files().keySet())
        .filteredOn(path -> path.endsWith(".yaml") && !path.startsWith("trust/"))
        .filteredOn(path -> !path.equals(".sops.yaml"))
        // For people; no Application may take over what others have there.
        .filteredOn(path -> !path.startsWith("argocd/prerequisites/"))
        .containsExactlyElementsOf(reached);
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void theProjectAllowsEveryRepositoryAndDestinationAndNoOther(
      Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    Manifest project = rendering.manifest("argocd/mesh/project.yaml");
    Set<String> repositories = new TreeSet<>();
    Set<String> destinations = new TreeSet<>();
    for (Manifest application : applications(rendering)) {
      if (!application.file().equals(ROOT)) {
        assertThat(application.text("/spec/project")).isEqualTo(project.name());
        sources(application).forEach(source -> repositories.add(source.path("repoURL").asString()));
        destinations.add(destination(application.at("/spec/destination")));
      }
    }
    for (Cluster cluster : rendering.clusters()) {
      if (cluster.platform() == PlatformName.OPENSHIFT
          && DataPlanes.runsCni(cluster)
          && !rendering.operated(cluster)) {
        // There the CNI plugin is found by an object that its chart puts into `default`.
        destinations.add(Rendering.destination(cluster) + "/default");
      }
    }
    assertThat(project.texts("/spec/sourceRepos")).containsExactlyElementsOf(repositories);
    assertThat(project.list("/spec/destinations").stream().map(ArgoCdTest::destination))
        .containsExactlyInAnyOrderElementsOf(destinations);
    assertThat(project.list("/spec/clusterResourceWhitelist"))
        .filteredOn(entry -> entry.path("kind").asString().equals("Namespace"))
        .extracting(entry -> entry.path("name").asString())
        .containsExactly(rendering.mesh().istioNamespace());
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void everyObjectLandsWhereItsApplicationMayPutIt(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest application : applications(rendering)) {
      for (JsonNode source : sources(application)) {
        String folder = inTree(rendering, source.path("path").asString("-")) + "/";
        for (Manifest object : rendering.manifests()) {
          if (object.file().startsWith(folder) && object.namespace().isPresent()) {
            assertThat(object.namespace().orElseThrow())
                .as("%s of %s", object, application)
                .isEqualTo(application.text("/spec/destination/namespace"));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void namesAreUniqueAndOnlyApplicationsCascade(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    TypedFields delivery = rendering.delivery();
    Set<String> names = new TreeSet<>();
    for (Manifest application : applications(rendering)) {
      assertThat(names.add(application.name())).as("%s", application).isTrue();
      assertThat(application.namespace()).isEqualTo(delivery.text("namespace"));
      // With a cluster's Application go those of its layers; none of these takes what it deployed.
      assertThat(application.json().at("/metadata").has("finalizers"))
          .isEqualTo(application.file().startsWith("argocd/mesh/clusters/"));
      // By name, but for Argo CD's own cluster, whose name there may be any.
      boolean own = !application.file().startsWith("argocd/clusters/");
      JsonNode destination = application.at("/spec/destination");
      assertThat(destination.has("name")).isEqualTo(!own);
      assertThat(destination.path("server").asString(""))
          .isEqualTo(own ? "https://kubernetes.default.svc" : "");
      for (JsonNode source : sources(application)) {
        if (!source.has("chart")) {
          assertThat(source.path("repoURL").asString())
              .isEqualTo(delivery.text("repoURL").orElseThrow());
          assertThat(source.path("targetRevision").asString())
              .isEqualTo(delivery.text("revision").orElseThrow());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void theLayersOfAClusterComeInOrder(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Cluster cluster : rendering.clusters()) {
      Map<String, Integer> waves = new HashMap<>();
      String folder = "argocd/clusters/" + cluster.name() + "/";
      for (Manifest layer : applications(rendering)) {
        if (layer.file().startsWith(folder)) {
          String id = layer.file().substring(folder.length()).replace(".yaml", "");
          waves.put(id, Integer.valueOf(layer.text(NOTES + "sync-wave")));
          assertThat(layer.text("/spec/destination/name"))
              .isEqualTo(Rendering.destination(cluster));
          assertThat(layer.text(NOTES + "compare-options")).isEqualTo("ServerSideDiff=true");
          assertThat(layer.texts("/spec/syncPolicy/syncOptions")).contains("ServerSideApply=true");
          assertThat(layer.at("/spec/syncPolicy/automated/prune").asBoolean())
              .isEqualTo(!List.of("namespaces", "base").contains(id));
        }
      }
      if (!rendering.externals().isEmpty()) {
        continue;
      }
      boolean remote = cluster.controlPlane().isRemote();
      List<String> order = new ArrayList<>(List.of("namespaces", "base", "access"));
      order.add(Rendering.key(cluster, "istiod"));
      if (rendering.operated(cluster)) {
        order = new ArrayList<>(List.of("namespaces", "istiod", "access"));
      }
      if (waves.containsKey("trust")) {
        order.add(1, "trust");
      }
      assertThat(waves.containsKey("trust")).isEqualTo(!remote && !rendering.signedBy("external"));
      if (!remote || !cluster.istio().revisions().tags().isEmpty()) {
        order.add("config");
      }
      if (DataPlanes.runsCni(cluster)) {
        order.add("cni");
      }
      if (cluster.isAmbient()) {
        order.add("ztunnel");
      }
      String emptied = "clusters/" + cluster.name() + "/eastwest/kustomization.yaml";
      if (rendering.files().containsKey(emptied)
          || rendering.releases(cluster).contains("eastwestgateway")) {
        order.add("eastwest");
      }
      for (int i = 1; i < order.size(); i++) {
        assertThat(waves.get(order.get(i))).isGreaterThan(waves.get(order.get(i - 1)));
      }
      if (!remote) {
        assertThat(waves.get("discovery")).isGreaterThan(waves.get("namespaces"));
        assertThat(waves.values())
            .allMatch(wave -> wave <= waves.get("discovery"), "nothing waits for discovery");
        order.add("discovery");
      }
      // Those of an operator are resources in one folder.
      int releases = rendering.operated(cluster) ? 1 : controls(cluster);
      for (Revision canary : cluster.istio().controlPlanes().subList(1, releases)) {
        order.add(canary.of("istiod"));
        assertThat(waves.get(canary.of("istiod")))
            .isEqualTo(waves.get(Rendering.key(cluster, "istiod")));
      }
      assertThat(waves.keySet()).containsExactlyInAnyOrderElementsOf(order);
    }
  }

  private static int controls(Cluster cluster) {
    return cluster.istio().controlPlanes().size();
  }

  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void anApplicationIsRefreshedWhenWhatItReadsChanges(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    for (Manifest application : applications(rendering)) {
      application
          .find(NOTES + "manifest-generate-paths")
          .ifPresent(
              path -> {
                List<String> read = new ArrayList<>(valueFiles(application));
                String tree = "$values/" + rendering.mesh().delivery().path() + "/";
                sources(application).stream()
                    .filter(source -> source.has("path"))
                    .forEach(
                        source ->
                            built(rendering, source).forEach(folder -> read.add(tree + folder)));
                List<String> paths = List.of(path.split(";"));
                assertThat(read)
                    .as("%s", application)
                    .isNotEmpty()
                    .allMatch(
                        file ->
                            paths.stream()
                                .anyMatch(each -> file.startsWith("$values" + each + "/")));
              });
    }
  }

  /** The folders that a source is built from: its own, and the bases it names. */
  private static List<String> built(Rendering rendering, JsonNode source) {
    String folder = inTree(rendering, source.path("path").asString()) + "/";
    List<String> folders = new ArrayList<>(List.of(folder));
    String kustomization = folder + "kustomization.yaml";
    if (rendering.files().containsKey(kustomization)) {
      rendering.manifest(kustomization).texts("/resources").stream()
          .filter(name -> name.startsWith("../../../"))
          .forEach(name -> folders.add(name.substring("../../../".length()) + "/"));
    }
    return folders;
  }

  private static List<Manifest> applications(Rendering rendering) {
    return rendering.manifests("argoproj.io/v1alpha1", "Application");
  }

  private static List<JsonNode> sources(Manifest application) {
    return application.json().at("/spec").has("source")
        ? List.of(application.at("/spec/source"))
        : application.list("/spec/sources");
  }

  private static List<String> valueFiles(Manifest application) {
    List<String> files = new ArrayList<>();
    for (JsonNode source : sources(application)) {
      source.at("/helm/valueFiles").forEach(file -> files.add(file.asString()));
    }
    return files;
  }

  /** A path of the repository as one of the output folder. */
  private static String inTree(Rendering rendering, String path) {
    String prefix = rendering.mesh().delivery().path() + "/";
    if (path.equals("-")) {
      return path;
    }
    assertThat(path).startsWith(prefix);
    return path.substring(prefix.length());
  }

  private static String destination(JsonNode destination) {
    String cluster = destination.path("name").asString(destination.path("server").asString(""));
    return cluster + "/" + destination.path("namespace").asString();
  }

  /** Whether an entry of a project lets an object without a namespace through. */
  static boolean allows(JsonNode entry, Manifest object) {
    String pattern = entry.path("name").asString("*");
    return entry.path("group").asString().equals(object.group())
        && entry.path("kind").asString().equals(object.kind())
        && FileSystems.getDefault()
            .getPathMatcher("glob:" + pattern)
            .matches(Path.of(object.name()));
  }

  /** What the layers hold, and nothing that anybody could add to one. */
  @ParameterizedTest
  @MethodSource("ofArgoCd")
  void theProjectAllowsTheObjectsOfTheLayersByName(Variant variant, Renderings renderings) {
    Rendering rendering = renderings.of(variant);
    List<JsonNode> allowed =
        rendering.manifest("argocd/mesh/project.yaml").list("/spec/clusterResourceWhitelist");
    for (Manifest object : rendering.manifests()) {
      if (object.file().startsWith("clusters/") && UNSCOPED.contains(object.kind())) {
        assertThat(allowed).as("%s", object).anyMatch(entry -> allows(entry, object));
      }
    }
    for (String kind : UNSCOPED) {
      String text = "{apiVersion: rbac.authorization.k8s.io/v1, kind: %s, metadata: {name: rogue}}";
      Manifest rogue = new Manifest("x", ConsumerYaml.readOne(text.formatted(kind)));
      assertThat(allowed).noneMatch(entry -> allows(entry, rogue));
    }
    assertThat(allowed)
        .filteredOn(entry -> !entry.path("group").asString().equals("sailoperator.io"))
        .allMatch(entry -> entry.has("name"));
  }
}
