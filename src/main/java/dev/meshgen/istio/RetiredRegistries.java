package dev.meshgen.istio;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where Istio published a minor and stops doing so.
 *
 * @param hubRequired whether the image hub inside the charts is among them, so that values must
 *     name another
 * @param charts chart location to the day of its removal; without one, the minor was never
 *     published there
 * @param images image hub to the day of its removal
 * @param oci the chart location to use instead of an OCI registry
 * @param http the chart location to use instead of a Helm repository
 * @param hub the image hub to use instead
 */
public record RetiredRegistries(
    boolean hubRequired,
    SortedMap<String, Optional<LocalDate>> charts,
    SortedMap<String, Optional<LocalDate>> images,
    String oci,
    String http,
    String hub) {

  /** The entry of a chart location, or of one above it; empty for others. */
  public Optional<Map.Entry<String, Optional<LocalDate>>> leftCharts(String location) {
    return above(charts, location);
  }

  /** The entry of a hub, or of one above it; empty for others. */
  public Optional<Map.Entry<String, Optional<LocalDate>>> leftImages(String hub) {
    return above(images, hub);
  }

  private static Optional<Map.Entry<String, Optional<LocalDate>>> above(
      SortedMap<String, Optional<LocalDate>> left, String location) {
    for (Map.Entry<String, Optional<LocalDate>> entry : left.entrySet()) {
      String prefix = entry.getKey();
      if (location.startsWith(prefix)
          && (location.length() == prefix.length() || location.charAt(prefix.length()) == '/')) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }
}
