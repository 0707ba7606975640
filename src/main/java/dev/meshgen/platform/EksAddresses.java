package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One address for each subnet: a private one, or an Elastic IP. */
final class EksAddresses implements FixedAddresses {
  static final String ALLOCATION_IDS = "allocationIDs";

  private final String privately;
  private final String elastically;

  /** The annotations that request private addresses, and Elastic IPs. */
  EksAddresses(String privately, String elastically) {
    this.privately = privately;
    this.elastically = elastically;
  }

  @Override
  public GatewayService ask(EastWest eastWest) {
    List<String> addresses = new ArrayList<>();
    for (Located<String> each : eastWest.loadBalancer().of(LoadBalancer.ADDRESSES)) {
      addresses.add(each.value());
    }
    Optional<IpAddress> promised = AskedAddresses.promised(eastWest);
    if (addresses.isEmpty() && promised.isPresent() && isEnough(promised.get(), eastWest)) {
      addresses.add(promised.get().text());
    }
    return GatewayService.annotated(
        addresses.isEmpty()
            ? Collections.emptySortedMap()
            : new TreeMap<>(Map.of(privately, String.join(",", addresses))));
  }

  /** There must be one for each subnet, so eastWest.address is enough only for a single one. */
  private static boolean isEnough(IpAddress promised, EastWest eastWest) {
    return eastWest.exposure() == Exposure.INTERNAL
        && eastWest.loadBalancer().of(LoadBalancer.SUBNETS).size() == 1
        && promised.family() == 4;
  }

  @Override
  public List<String> annotations() {
    return List.of(privately);
  }

  @Override
  public Optional<String> mostOf(List<String> addresses) {
    return Optional.empty();
  }

  @Override
  public Optional<String> insteadOfIpv6() {
    return Optional.of("request it with eastWest.loadBalancer.annotations");
  }

  @Override
  public Optional<String> perSubnet(Exposure exposure) {
    return Optional.of(exposure == Exposure.INTERNAL ? LoadBalancer.ADDRESSES : ALLOCATION_IDS);
  }

  @Override
  public Optional<String> missing(IpAddress promised, EastWest eastWest, Set<String> annotations) {
    if (isEnough(promised, eastWest)
        || eastWest.loadBalancer().asks(ALLOCATION_IDS)
        || annotations.contains(privately)
        || annotations.contains(elastically)) {
      return Optional.empty();
    }
    return perSubnet(eastWest.exposure())
        .map(
            field ->
                "eastWest.loadBalancer."
                    + field
                    + ", one for each of eastWest.loadBalancer.subnets");
  }

  @Override
  public Optional<String> byFields() {
    return Optional.of(
        "eastWest.loadBalancer.allocationIDs, or eastWest.loadBalancer.addresses with"
            + " eastWest.loadBalancer.subnets");
  }
}
