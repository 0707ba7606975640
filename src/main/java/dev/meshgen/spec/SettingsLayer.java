package dev.meshgen.spec;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlMap;

/**
 * One layer of a cluster's settings.
 *
 * @param name as users know it: {@code built-in}, {@code Mesh.spec.clusterDefaults}, …
 * @param spec the part of a Cluster's {@code spec} that it sets
 */
public record SettingsLayer(String name, YamlMap spec) {
  /** The position of what no file sets. */
  static final Span BUILT_IN = Span.of("built-in");
}
