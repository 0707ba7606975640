package dev.meshgen.istio;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where Istio published a minor and leaves.
 *
 * @param charts chart location to the day on which it goes; without one, the minor was never there
 * @param images image hub to the day on which it goes
 * @param oci the chart location to have instead of an OCI registry
 * @param http the chart location to have instead of a Helm repository
 * @param hub the image hub to have instead
 */
public record RetiredRegistries(
    SortedMap<String, Optional<LocalDate>> charts,
    SortedMap<String, Optional<LocalDate>> images,
    String oci,
    String http,
    String hub) {

  /** What is known of the chart location that a location is, or lies below; empty for others. */
  public Optional<Map.Entry<String, Optional<LocalDate>>> leftCharts(String location) {
    return above(charts, location);
  }

  /** What is known of the hub that a hub is, or lies below; empty for others. */
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
