package dev.meshgen.rules.gateways;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * East-west gateways and their load balancers: the rules of this theme, in the order in which they
 * run.
 */
public final class GatewayRules {
  public static final List<Rule> ALL =
      List.of(
          new GatewayPlaced(),
          new IstiodGatewayNeedsSourceRanges(),
          new GatewayPerNetwork(),
          new GatewayUseful(),
          new EastWestAddress(),
          new AddressPerNetwork(),
          new LoadBalancerFields(),
          new LoadBalancerAddresses(),
          new LoadBalancerAnnotations(),
          new InternalInFact(),
          new ExternalIpsWithinExposure(),
          new SourceRangesApplied(),
          new TlsPassed(),
          new NetworkPolicyOnce(),
          new GatewayPortsMovable(),
          new GatewayPortsDiffer(),
          new GatewayApiDeployed(),
          new GatewayAddressable(),
          new ExposureNeedsSourceRanges(),
          new HostsWithinClusterDomain());

  private GatewayRules() {}
}
