package dev.meshgen.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be the same in all clusters of an ambient mesh.
 *
 * @param multiNetwork what the spec says, if it says anything
 * @param globalServices labels of the Services that other networks reach
 */
public record Ambient(Optional<Boolean> multiNetwork, SortedMap<String, String> globalServices) {
  public Ambient {
    globalServices = Collections.unmodifiableSortedMap(new TreeMap<>(globalServices));
  }
}
