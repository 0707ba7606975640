package dev.meshgen.istio;

import java.util.Optional;

/** An Istio Helm chart, and the name its release has in {@code spec.values}. */
public enum Chart {
  BASE("base", "base", "istio-base"),
  ISTIOD("istiod", "istiod", "istiod"),
  GATEWAY("gateway", "eastwestgateway", "istio-eastwestgateway"),
  CNI("cni", "cni", "istio-cni"),
  ZTUNNEL("ztunnel", "ztunnel", "ztunnel");

  private final String id;
  private final String release;
  private final String installed;

  Chart(String id, String release, String installed) {
    this.id = id;
    this.release = release;
    this.installed = installed;
  }

  /** The name under which Istio publishes the chart. */
  public String id() {
    return id;
  }

  /** The key of {@code spec.values} under which users give it values. */
  public String release() {
    return release;
  }

  /** What its release is called in a cluster, unless the spec says otherwise. */
  public String installed() {
    return installed;
  }

  /** The key of {@code spec.values} for the gateway of an external istiod. */
  public static final String ISTIOD_GATEWAY = "istiodgateway";

  /** The chart that Istio publishes under a name. */
  public static Optional<Chart> ofId(String id) {
    for (Chart chart : values()) {
      if (chart.id.equals(id)) {
        return Optional.of(chart);
      }
    }
    return Optional.empty();
  }

  /** The chart of a key of {@code spec.values}. */
  public static Optional<Chart> ofRelease(String release) {
    if (release.equals(ISTIOD_GATEWAY)) {
      return Optional.of(GATEWAY);
    }
    for (Chart chart : values()) {
      if (chart.release.equals(release)) {
        return Optional.of(chart);
      }
    }
    return Optional.empty();
  }
}
