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
 * @param newestPatch the newest patch known when the file was written; newer ones may exist
 * @param kubernetesMin the oldest Kubernetes it supports
 * @param kubernetesMax the newest Kubernetes it supports
 * @param released the day of its patch 0
 * @param supportEnd the last day of upstream support, when that is known: as Istio says, or by its
 *     policy six weeks after the second next minor
 * @param hubRequired whether the image hub inside its charts is being retired, so that values must
 *     name another
 * @param gatewayApi the Gateway API CRDs it reads
 * @param ambient its support of ambient meshes
 * @param registries where it is no longer published, or not for much longer
 * @param features the first patch of each feature
 * @param advisories known problems of some patches
 * @param lateDetails what few runs need
 * @param lateCharts what its charts read, for runs with raw values
 */
public record IstioMinor(
    MinorVersion line,
    int newestPatch,
    MinorVersion kubernetesMin,
    MinorVersion kubernetesMax,
    LocalDate released,
    Optional<LocalDate> supportEnd,
    boolean hubRequired,
    GatewayApiSupport gatewayApi,
    AmbientSupport ambient,
    RetiredRegistries registries,
    Map<String, Integer> features,
    List<Advisory> advisories,
    Lazy<MinorDetails> lateDetails,
    Lazy<Map<Chart, ChartValues>> lateCharts) {

  public IstioMinor {
    features = Map.copyOf(features);
    advisories = List.copyOf(advisories);
  }

  /** Whether that patch of this minor has the feature; features that are not listed are missing. */
  public boolean has(String feature, int patch) {
    Integer first = features.get(feature);
    return first != null && first <= patch;
  }

  public boolean supports(MinorVersion kubernetes) {
    return kubernetes.compareTo(kubernetesMin) >= 0 && kubernetes.compareTo(kubernetesMax) <= 0;
  }

  /** The known problems of that patch, in the order of the file. */
  public List<Advisory> advisoriesFor(int patch) {
    List<Advisory> affecting = new ArrayList<>();
    for (Advisory advisory : advisories) {
      if (advisory.affects(patch)) {
        affecting.add(advisory);
      }
    }
    return affecting;
  }

  /** What few runs need; read on first use. */
  public MinorDetails details() {
    return lateDetails.get();
  }

  /** The values that one of this minor's charts reads. */
  public ChartValues values(Chart chart) {
    return lateCharts.get().get(chart);
  }
}
