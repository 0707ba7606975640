package dev.meshgen.conformance;

import dev.meshgen.istio.Chart;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.istio.MinorVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.PlatformName;
import dev.meshgen.model.Revision;
import dev.meshgen.testing.ConsumerYaml;
import dev.meshgen.testing.Manifest;
import dev.meshgen.testing.Rendering;
import dev.meshgen.testing.Renderings;
import dev.meshgen.testing.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The upstream charts, and what Helm makes of them with the values of a cluster. {@code .ci/tools}
 * says where they are, minor by minor, in variables such as {@code MESHGEN_ISTIO_CHARTS_1_31}.
 */
public final class IstioCharts {
  private static final Map<Chart, String> FOLDERS =
      Map.of(
          Chart.BASE,
          "base",
          Chart.ISTIOD,
          "istio-control/istio-discovery",
          Chart.CNI,
          "istio-cni",
          Chart.ZTUNNEL,
          "ztunnel",
          Chart.GATEWAY,
          "gateway");

  private static final Map<Chart, String> RELEASES =
      Map.of(
          Chart.BASE,
          "istio-base",
          Chart.CNI,
          "istio-cni",
          Chart.ZTUNNEL,
          "ztunnel",
          Chart.GATEWAY,
          "istio-eastwestgateway");

  /** A CustomResourceDefinition but for its specification, which is long. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "^apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n.*?(?=^spec:)",
          Pattern.MULTILINE | Pattern.DOTALL);

  private static final Map<Path, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

  private IstioCharts() {}

  /**
   * The variants with such clusters. Those of a minor whose charts the machine cannot provide
   * ARE_NONE, as {@link ConformancePrerequisites} tells.
   */
  static List<Variant> variants(
      Function<Rendering, List<Cluster>> clusters, List<Variant> variants, Renderings renderings) {
    return variants.stream()
        .filter(variant -> !clusters.apply(renderings.of(variant)).isEmpty())
        .toList();
  }

  /** The clusters that Helm installs from charts that are at hand. */
  static List<Cluster> clusters(Rendering rendering) {
    return rendering.clusters().stream()
        .filter(
            cluster ->
                folder(cluster.istio().version()).isPresent() && !rendering.operated(cluster))
        .toList();
  }

  /** Those of them that run an istiod. */
  static List<Cluster> primaries(Rendering rendering) {
    return atHand(rendering, rendering.primaries());
  }

  /** Those of them that use another one's istiod. */
  static List<Cluster> remotes(Rendering rendering) {
    return atHand(rendering, rendering.remotes());
  }

  /** Those of some clusters whose charts are at hand. */
  static List<Cluster> atHand(Rendering rendering, List<Cluster> clusters) {
    return clusters(rendering).stream().filter(clusters::contains).toList();
  }

  /** The objects of a release, as Argo CD renders them. */
  static List<Manifest> render(Rendering rendering, Cluster cluster, String release) {
    return RENDERED.computeIfAbsent(
        rendering.folder().resolve(cluster.name()).resolve(release),
        key -> template(rendering, cluster, release));
  }

  /** The chart of a release; of every control plane there is an istiod. */
  static Chart chart(String release) {
    return release.startsWith("istiod-")
        ? Chart.ISTIOD
        : Chart.ofRelease(release).orElseThrow(() -> new AssertionError(release));
  }

  /** The version of a release's chart. */
  static String version(Cluster cluster, String release) {
    List<Revision> controls = cluster.istio().controlPlanes();
    return switch (chart(release)) {
      case BASE -> controls.get(controls.size() - 1).version();
      case GATEWAY, CNI, ZTUNNEL -> cluster.istio().defaultControlPlane().version();
      default ->
          controls.stream()
              .filter(control -> control.of("istiod").equals(release))
              .findFirst()
              .orElse(controls.get(0))
              .version();
    };
  }

  /** The objects of a release with one more value. */
  static List<Manifest> renderWith(
      Rendering rendering, Cluster cluster, String release, String value) {
    return template(rendering, cluster, release, "--set", value);
  }

  private static List<Manifest> template(
      Rendering rendering, Cluster cluster, String logical, String... more) {
    String release = Rendering.key(cluster, logical);
    Chart type = chart(release);
    String chart =
        folder(version(cluster, release)).orElseThrow().resolve(FOLDERS.get(type)).toString();
    String name =
        release.equals("istiodgateway") ? "istiod-gateway" : RELEASES.getOrDefault(type, release);
    List<String> arguments = new ArrayList<>(List.of("template", name, chart));
    arguments.addAll(
        List.of("--namespace", namespace(rendering, cluster, release), "--include-crds"));
    arguments.addAll(List.of("--kube-version", "1.34.0"));
    arguments.addAll(List.of(more));
    for (String suffix : List.of(".yaml", ".overrides.yaml")) {
      String file = "clusters/" + cluster.name() + "/values/" + release + suffix;
      if (rendering.files().containsKey(file)) {
        arguments.addAll(List.of("--values", file));
      }
    }
    String objects =
        Tool.HELM.in(rendering.folder(), Map.of(), arguments.toArray(String[]::new)).succeeded();
    List<Manifest> manifests = new ArrayList<>();
    for (String object : objects.split("(?m)^---$")) {
      Matcher definition = DEFINITION.matcher(object);
      String text = definition.find() ? definition.group() : object;
      ConsumerYaml.read(text).stream()
          .filter(JsonNode::isObject)
          .forEach(json -> manifests.add(new Manifest(cluster.name() + " " + release, json)));
    }
    return manifests;
  }

  /** The namespace that a release is installed into. */
  static String namespace(Rendering rendering, Cluster cluster, String release) {
    boolean agent = release.equals("cni") || release.equals("ztunnel");
    return agent && cluster.platform() == PlatformName.OPENSHIFT
        ? "kube-system"
        : rendering.mesh().istioNamespace();
  }

  /** The one object of a kind and name. */
  static Manifest one(List<Manifest> objects, String kind, String name) {
    return objects.stream()
        .filter(object -> object.kind().equals(kind) && object.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " among " + objects));
  }

  /** The values of an environment variable of a container, of which there should be one. */
  static List<String> env(JsonNode container, String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asString().equals(name)) {
        values.add(variable.path("value").asString(""));
      }
    }
    return values;
  }

  /** A chart of a minor, when it is at hand. */
  static Optional<Path> find(MinorVersion minor, Chart chart) {
    return folder(minor).map(charts -> charts.resolve(FOLDERS.get(chart)));
  }

  /** The chart of a minor, which has to be at hand. */
  public static Path get(MinorVersion minor, Chart chart) {
    return find(minor, chart)
        .orElseThrow(() -> new AssertionError("conformance needs " + variable(minor)));
  }

  private static Optional<Path> folder(String version) {
    return folder(IstioVersion.parse(version).orElseThrow().line());
  }

  private static Optional<Path> folder(MinorVersion minor) {
    return Optional.ofNullable(System.getenv(variable(minor))).map(Path::of);
  }

  /** The variable that says where the charts of a minor are. */
  static String variable(MinorVersion minor) {
    return "MESHGEN_ISTIO_CHARTS_" + minor.toString().replace('.', '_');
  }
}
