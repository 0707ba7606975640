package dev.meshgen.net;

import java.util.List;

/**
 * What leads to something only within one cluster.
 *
 * @param serviceRanges of its Services, in CIDR notation
 * @param clusterDomain that the names of its Services end in
 */
public record ClusterScope(List<String> serviceRanges, String clusterDomain) {
  public ClusterScope {
    serviceRanges = List.copyOf(serviceRanges);
  }
}
