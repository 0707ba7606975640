package dev.meshgen.topology;

import dev.meshgen.model.Cluster;
import java.util.List;
import java.util.Optional;

/**
 * A network that clients in others send requests to, as the istiod of these clients sees it: the
 * gateways of a network are those in the clusters that it discovers (istio {@code
 * pilot/pkg/serviceregistry/kube/controller/network.go}).
 *
 * @param clusters those of the network that the istiod may discover, whatever their state
 * @param reader the cluster of that istiod; empty if all see all
 */
public record ReachedNetwork(String network, List<Cluster> clusters, Optional<Cluster> reader) {
  public ReachedNetwork {
    clusters = List.copyOf(clusters);
  }
}
