package dev.meshgen.plan;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.istio.Chart;
import dev.meshgen.istio.ImageSource;
import dev.meshgen.istio.IstioCatalog;
import dev.meshgen.istio.IstioMinor;
import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.IstioSettings;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which images and charts a mesh pulls, for mirrors and for approval. */
public final class PlanArtifacts {
  private static final YamlMap NOTHING = new YamlMap(Span.of("<built-in>"), Map.of());

  private final IstioCatalog catalog;
  private final MeshPlan plan;
  private final Optional<Upstream> upstream;
  private final SortedMap<String, List<String>> images = new TreeMap<>();
  private final SortedMap<String, List<String>> charts = new TreeMap<>();

  /**
   * Where Istio publishes.
   *
   * @param hub registry and path of the images
   * @param charts location of the charts
   */
  public record Upstream(String hub, String charts) {}

  /**
   * @param upstream where to pull from, whatever mirror the clusters name; empty for the mirror
   */
  public PlanArtifacts(IstioCatalog catalog, MeshPlan plan, Optional<Upstream> upstream) {
    this.catalog = catalog;
    this.plan = plan;
    this.upstream = upstream;
  }

  /** Images, then charts, each sorted by reference. */
  public List<Artifact> list() {
    Map<String, ClusterPlan> byName = new TreeMap<>();
    plan.clusters().forEach(cluster -> byName.put(cluster.name(), cluster));
    for (ClusterPlan cluster : plan.clusters()) {
      for (Release release : cluster.releases()) {
        add(charts, chart(cluster.cluster(), release), cluster);
      }
      for (Release release : installed(cluster)) {
        if (release.kind() != Release.Kind.REMOTE && release.kind() != Release.Kind.CONFIG) {
          addImages(cluster, cluster, release, false);
        }
      }
      cluster.remoteOf().ifPresent(remote -> addInjected(cluster, byName.get(remote.first())));
    }
    List<Artifact> all = new ArrayList<>();
    images.forEach((at, users) -> all.add(new Artifact(Artifact.Kind.IMAGE, at, users)));
    charts.forEach((at, users) -> all.add(new Artifact(Artifact.Kind.CHART, at, users)));
    return all;
  }

  private void addInjected(ClusterPlan remote, ClusterPlan primary) {
    installed(primary).forEach(release -> addImages(remote, primary, release, true));
  }

  /** The Sail Operator contains its charts; their images are pulled as usual. */
  private static List<Release> installed(ClusterPlan cluster) {
    List<Release> installed = new ArrayList<>(cluster.releases());
    cluster.sail().ifPresent(sail -> installed.addAll(sail.releases()));
    return installed;
  }

  /** Adds what {@code user} pulls since {@code owner} has that release. */
  private void addImages(ClusterPlan user, ClusterPlan owner, Release release, boolean injected) {
    Cluster cluster = owner.cluster();
    IstioVersion version = IstioVersion.parse(release.version()).orElseThrow();
    IstioMinor minor = catalog.find(version).orElseThrow();
    String dataPlane = cluster.istio().dataPlane().name().toLowerCase(Locale.ROOT);
    ImageSource.Defaults defaults =
        new ImageSource.Defaults(
            upstream.map(Upstream::hub).orElse(cluster.istio().images().hub()),
            version.tag(),
            minor.details().variant(dataPlane));
    Chart chart = release.kind().chart();
    YamlMap raw = release.overrides().orElse(NOTHING);
    for (ImageSource source : minor.details().images()) {
      if (source.chart() == chart && (source.injected() || !injected)) {
        add(images, source.reference(raw, defaults), user);
      }
    }
  }

  private static void add(SortedMap<String, List<String>> to, String at, ClusterPlan user) {
    List<String> users = to.computeIfAbsent(at, key -> new ArrayList<>());
    if (!users.contains(user.name())) {
      users.add(user.name());
    }
  }

  /** Helm repositories keep archives next to their index, unless the index says otherwise. */
  private String chart(Cluster cluster, Release release) {
    IstioSettings.Charts charts =
        upstream
            .map(up -> new IstioSettings.Charts(up.charts(), Optional.empty(), Optional.empty()))
            .orElse(cluster.istio().charts());
    return charts.withoutOci()
        + "/"
        + release.chart()
        + (charts.areOci() ? ":" + release.chartTag() : "-" + release.version() + ".tgz");
  }
}
