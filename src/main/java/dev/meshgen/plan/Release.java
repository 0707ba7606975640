package dev.meshgen.plan;

import dev.meshgen.yaml.YamlMap;
import java.util.Optional;

/**
 * One Helm release of a cluster.
 *
 * @param layer its place in the order of the cluster
 * @param key what the spec calls it under {@code values}, and the name of its files
 * @param name of the release in the cluster
 * @param version of the chart
 * @param overrides the raw values of the spec, a second values file
 */
public record Release(
    Layer layer,
    String key,
    String name,
    String chart,
    String version,
    Optional<YamlMap> overrides) {

  /** Path of meshgen's own values, relative to the cluster's folder. */
  public String valuesFile() {
    return "values/" + key + ".yaml";
  }

  /** Path of the spec's raw values, relative to the cluster's folder. */
  public String overridesFile() {
    return "values/" + key + ".overrides.yaml";
  }
}
