package dev.meshgen.model;

import dev.meshgen.diagnostic.Span;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An entry of {@code Mesh.spec.clusterOverrides}: whom it matches.
 *
 * @param match labels a cluster must carry, all of them
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
