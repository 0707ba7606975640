package dev.meshgen.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clusters of an ambient mesh have to agree on.
 *
 * @param multiNetwork what the spec says, if it says anything
 * @param globalServices labels of the Services that other networks reach
 */
public record Ambient(Optional<Boolean> multiNetwork, SortedMap<String, String> globalServices) {
  public Ambient {
    globalServices = Collections.unmodifiableSortedMap(new TreeMap<>(globalServices));
  }
}
