package dev.meshgen.istio;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one Istio minor, from {@code templates/istio/versions/<minor>.yaml}.
 *
 * @param line the minor
 * @param patches what differs between its patches
 * @param support how long upstream supports it
 * @param kubernetes the Kubernetes it supports
 * @param gatewayApi the Gateway API CRDs it reads
 * @param ambient its support of ambient meshes
 * @param registries where it is no longer published, or not for much longer
 * @param liveRoots what lets it take other roots while it runs
 * @param late what few runs need
 */
public record IstioMinor(
    MinorVersion line,
    Patches patches,
    Support support,
    KubernetesWindow kubernetes,
    GatewayApiSupport gatewayApi,
    AmbientSupport ambient,
    RetiredRegistries registries,
    LiveRoots liveRoots,
    Late late) {

  /**
   * What differs between the patches of a minor.
   *
   * @param newest the newest patch known when the file was written; newer ones may exist
   * @param features the first patch of each feature
   * @param advisories known problems of some patches
   */
  public record Patches(int newest, Map<String, Integer> features, List<Advisory> advisories) {
    public Patches {
      features = Map.copyOf(features);
      advisories = List.copyOf(advisories);
    }
  }

  /**
   * How long upstream supports a minor.
   *
   * @param released the day of its patch 0
   * @param end the last day, when that is known: as Istio says, or by its policy six weeks after
   *     the second next minor
   */
  public record Support(LocalDate released, Optional<LocalDate> end) {}

  /**
   * The Kubernetes minors that a minor of Istio supports.
   *
   * @param min the oldest
   * @param max the newest
   */
  public record KubernetesWindow(MinorVersion min, MinorVersion max) {
    public boolean includes(MinorVersion kubernetes) {
      return kubernetes.compareTo(min) >= 0 && kubernetes.compareTo(max) <= 0;
    }

    /** For people: {@code 1.31 to 1.35}. */
    @Override
    public String toString() {
      return min + " to " + max;
    }
  }

  /**
   * What is read on first use.
   *
   * @param details what few runs need
   * @param charts what its charts read, for runs with raw values
   */
  record Late(LazyValue<MinorDetails> details, LazyValue<Map<Chart, ChartValues>> charts) {}

  /** Whether that patch of this minor has the feature; features that are not listed are missing. */
  public boolean has(String feature, int patch) {
    Integer first = patches.features().get(feature);
    return first != null && first <= patch;
  }

  /** The known problems of that patch, in the order of the file. */
  public List<Advisory> advisoriesFor(int patch) {
    List<Advisory> affecting = new ArrayList<>();
    for (Advisory advisory : patches.advisories()) {
      if (advisory.affects(patch)) {
        affecting.add(advisory);
      }
    }
    return affecting;
  }

  /** What few runs need; read on first use. */
  public MinorDetails details() {
    return late.details().get();
  }

  /** The values that one of this minor's charts reads. */
  public ChartValues values(Chart chart) {
    return late.charts().get().get(chart);
  }
}
