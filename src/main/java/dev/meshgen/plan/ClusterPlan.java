package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one cluster gets.
 *
 * @param failClosedWebhook whether the charts can be told to fail closed from the start, so that
 *     istiod's own switch from Ignore to Fail is no drift
 * @param releases in the order in which they are installed
 */
public record ClusterPlan(
    Cluster cluster,
    boolean failClosedWebhook,
    Optional<GatewayPlan> eastWest,
    List<Release> releases,
    SecretPlan cacerts,
    SecretPlan remote) {

  public ClusterPlan {
    releases = List.copyOf(releases);
  }

  public String name() {
    return cluster.name();
  }

  /** The cluster's folder in the tree, with a trailing slash. */
  public String folder() {
    return "clusters/" + cluster.name() + "/";
  }

  /** The layers this cluster has, in order. */
  public List<Layer> layers() {
    return Arrays.stream(Layer.values())
        .filter(layer -> layer != Layer.EASTWEST || eastWest.isPresent())
        .toList();
  }
}
