package dev.meshgen.model;

import dev.meshgen.diagnostic.Span;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The clusters that an entry of {@code Mesh.spec.clusterOverrides} matches.
 *
 * @param match labels that a cluster must have, all of them
 */
public record ClusterOverride(Map<String, String> match, Span at) {
  public ClusterOverride {
    match = Collections.unmodifiableMap(new TreeMap<>(match));
  }

  public boolean matches(Map<String, String> labels) {
    for (Map.Entry<String, String> wanted : match.entrySet()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
