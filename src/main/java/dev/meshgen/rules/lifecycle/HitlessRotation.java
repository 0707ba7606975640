package dev.meshgen.rules.lifecycle;

import dev.meshgen.istio.IstioVersion;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Revision;
import dev.meshgen.rules.AvailableSince;
import dev.meshgen.rules.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which Istio takes a remote secret that changes without losing the endpoints of its cluster. */
final class HitlessRotation {
  private static final String FEATURE = "hitlessRemoteSecretRotation";
  private static final int SHOWN = 5;

  private HitlessRotation() {}

  /** Whether a version, as written, does lose them. */
  private static boolean lacks(String written, RuleContext context) {
    return IstioVersion.parse(written)
        .flatMap(
            version ->
                context.catalog().find(version).map(minor -> !minor.has(FEATURE, version.patch())))
        .orElse(false);
  }

  /**
   * The clusters among some readers whose control planes lose them, by the version that does.
   *
   * @return versions in the order of their text, clusters in that of the spec
   */
  static SortedMap<String, List<String>> losing(Stream<Cluster> readers, RuleContext context) {
    SortedMap<String, List<String>> byVersion = new TreeMap<>();
    readers.forEach(
        reader ->
            reader.istio().controlPlanes().stream()
                .map(Revision::version)
                .filter(version -> lacks(version, context))
                .distinct()
                .forEach(
                    version ->
                        byVersion
                            .computeIfAbsent(version, key -> new ArrayList<>())
                            .add(reader.name())));
    return byVersion;
  }

  /** One that does not, of the same minor if there is a patch of it. */
  static String later(String version, RuleContext context) {
    return IstioVersion.parse(version)
        .flatMap(context.catalog()::find)
        .filter(minor -> minor.has(FEATURE, minor.patches().newest()))
        .map(minor -> "Istio " + minor.line() + "." + minor.patches().newest() + " or newer")
        .orElseGet(() -> AvailableSince.feature(FEATURE, context));
  }

  /** The names of some clusters, not too many. */
  static String names(List<String> clusters) {
    String more = clusters.size() > SHOWN ? " and " + (clusters.size() - SHOWN) + " more" : "";
    return String.join(", ", clusters.subList(0, Math.min(SHOWN, clusters.size()))) + more;
  }
}
