package dev.meshgen.plan;

import dev.meshgen.model.Cluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one cluster gets.
 *
 * @param failClosedWebhook whether the charts can be told to fail closed from the start, so that
 *     istiod's own switch from Ignore to Fail is no drift
 * @param remoteOf set for a remote
 * @param exposesIstiod whether remotes reach this primary's istiod through its gateway
 * @param crossNetwork of a primary that other networks reach
 * @param dataPlane how its workloads join the mesh
 * @param cacerts of a primary
 * @param remote what the primaries read this cluster with
 * @param networkPolicies none where the mesh asks for none
 * @param releases in the order in which they are installed
 */
public record ClusterPlan(
    Cluster cluster,
    boolean failClosedWebhook,
    Optional<RemotePlan> remoteOf,
    boolean exposesIstiod,
    Optional<GatewayPlan> eastWest,
    Optional<CrossNetworkPlan> crossNetwork,
    DataPlanePlan dataPlane,
    List<NetworkPolicyPlan> networkPolicies,
    List<Release> releases,
    Optional<SecretPlan> cacerts,
    SecretPlan remote) {

  public ClusterPlan {
    networkPolicies = List.copyOf(networkPolicies);
    releases = List.copyOf(releases);
  }

  public String name() {
    return cluster.name();
  }

  /** The cluster's folder in the tree, with a trailing slash. */
  public String folder() {
    return "clusters/" + cluster.name() + "/";
  }

  private boolean has(Layer layer) {
    return switch (layer) {
      case CNI -> dataPlane.cni();
      case ZTUNNEL -> dataPlane.ambient().isPresent();
      case EASTWEST -> eastWest.isPresent();
      // Istio reads its CA, its configuration and its remote secrets where istiod runs.
      case TRUST, CONFIG, DISCOVERY -> remoteOf.isEmpty();
      default -> true;
    };
  }

  /** The layers this cluster has, in order. */
  public List<Layer> layers() {
    return Arrays.stream(Layer.values()).filter(this::has).toList();
  }

  /** What an engine applies, in order: of each layer its folder or its releases. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Layer layer : layers()) {
      List<Release> installed =
          releases.stream().filter(release -> release.layer() == layer).toList();
      for (Release release : installed) {
        steps.add(new Step(layer.id(), layer, folder() + "values", Optional.of(release)));
      }
      if (installed.isEmpty()) {
        String folder = layer == Layer.DISCOVERY ? layer.id() : folder() + layer.id();
        steps.add(new Step(layer.id(), layer, folder, Optional.empty()));
      }
    }
    return steps;
  }
}
