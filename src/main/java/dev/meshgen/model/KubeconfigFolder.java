package dev.meshgen.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where istiod finds the kubeconfigs of other clusters, each in a file that something else writes.
 *
 * @param path in its container
 * @param driver of the CSI volume that is mounted there; empty if an agent brings the volume
 * @param attributes of that volume
 */
public record KubeconfigFolder(
    String path, Optional<String> driver, SortedMap<String, String> attributes) {
  public KubeconfigFolder {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }
}
