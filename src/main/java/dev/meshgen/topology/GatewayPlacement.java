package dev.meshgen.topology;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The name and namespace of a gateway.
 *
 * @param name of its Service and its Deployment
 * @param namespace of both
 * @param selector labels of its Pods
 */
public record GatewayPlacement(String name, String namespace, SortedMap<String, String> selector) {
  public GatewayPlacement {
    selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
  }
}
