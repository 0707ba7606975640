package dev.meshgen.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster whose workloads join the mesh through ztunnel.
 *
 * @param multiNetwork whether they reach those of other networks; if not, other clusters do not
 *     know them
 * @param env the environment of istiod that enables this
 * @param globalServices labels of the Services that other networks reach
 * @param gatewayApi which versions of the Gateway API CRDs its istiod reads in full, in words
 */
public record AmbientPlan(
    boolean multiNetwork,
    SortedMap<String, String> env,
    SortedMap<String, String> globalServices,
    String gatewayApi) {
  public AmbientPlan {
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    globalServices = Collections.unmodifiableSortedMap(new TreeMap<>(globalServices));
  }
}
