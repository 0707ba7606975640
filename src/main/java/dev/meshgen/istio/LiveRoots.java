package dev.meshgen.istio;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What lets control plane and proxies of one Istio minor take other roots while they run.
 *
 * @param env environment of istiod
 * @param proxyMetadata default configuration of its proxies
 * @param comparesSets whether it takes a bundle that holds the one before as a set, and not just
 *     byte for byte
 */
public record LiveRoots(
    SortedMap<String, String> env, SortedMap<String, String> proxyMetadata, boolean comparesSets) {

  public LiveRoots {
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    proxyMetadata = Collections.unmodifiableSortedMap(new TreeMap<>(proxyMetadata));
  }
}
