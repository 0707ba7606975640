package dev.meshgen.istio;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one Istio minor supports ambient meshes of several networks.
 *
 * @param multiNetworkStatus what upstream calls it: {@code alpha} or {@code beta}
 * @param multiNetworkEnv environment of istiod that enables it
 */
public record AmbientSupport(String multiNetworkStatus, SortedMap<String, String> multiNetworkEnv) {
  public AmbientSupport {
    multiNetworkEnv = Collections.unmodifiableSortedMap(new TreeMap<>(multiNetworkEnv));
  }

  /** Whether upstream advises against it outside of trials. */
  public boolean isAlpha() {
    return multiNetworkStatus.equals("alpha");
  }
}
