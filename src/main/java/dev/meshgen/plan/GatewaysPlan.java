package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/**
 * How other networks and remotes reach a cluster.
 *
 * @param eastWestNamespace the namespace of its gateway, if that is not Istio's
 * @param crossNetwork where the configuration of gateways lies that other networks reach
 * @param exposesIstiod whether remotes reach this primary's istiod through its gateway
 * @param remoteGateways those of other networks whose addresses the spec has for this one
 * @param networkPolicies empty if the mesh has none
 */
public record GatewaysPlan(
    Optional<GatewayPlan> eastWest,
    Optional<String> eastWestNamespace,
    Optional<CrossNetworkPlan> crossNetwork,
    boolean exposesIstiod,
    Optional<RemoteGatewaysPlan> remoteGateways,
    List<NetworkPolicyPlan> networkPolicies) {
  public GatewaysPlan {
    networkPolicies = List.copyOf(networkPolicies);
  }
}
