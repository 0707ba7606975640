package dev.meshgen.istio;

import java.util.List;
import java.util.Map;

/**
 * A Helm value that only the compiler may set, because it must be the same in several clusters, or
 * in several files of one cluster.
 *
 * @param path where the chart reads it; everything below belongs to it
 * @param reason why users may not set it; a clause that follows a colon
 * @param instead the field of the spec that decides it; empty when there is none
 */
public record OwnedValue(List<String> path, String reason, String instead) {
  private static final Map<Chart, List<OwnedValue>> ALL =
      Map.of(
          Chart.BASE, OwnedTable.base(),
          Chart.ISTIOD, OwnedTable.istiod(),
          Chart.GATEWAY, OwnedTable.gateway(),
          Chart.CNI, OwnedByNodes.cni(),
          Chart.ZTUNNEL, OwnedByNodes.ztunnel());

  public OwnedValue {
    path = List.copyOf(path);
  }

  /** What the compiler owns in a chart, in any minor. */
  public static List<OwnedValue> of(Chart chart) {
    return ALL.get(chart);
  }

  /** What the compiler owns in the values that a key of {@code spec.values} holds. */
  static List<OwnedValue> of(Chart chart, String release) {
    return release.equals(Chart.ISTIOD_GATEWAY) ? OwnedTable.istiodGateway() : of(chart);
  }

  /** Whether setting that path sets this value, or a part of it. */
  boolean covers(List<String> target) {
    return target.size() >= path.size() && target.subList(0, path.size()).equals(path);
  }

  /** Whether this value is below that path, so that replacing the path removes it. */
  boolean isBelow(List<String> target) {
    return path.size() > target.size() && path.subList(0, target.size()).equals(target);
  }
}
