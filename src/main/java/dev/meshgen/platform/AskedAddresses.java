package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses that a load balancer is asked for. */
final class AskedAddresses {
  private AskedAddresses() {}

  /** Those in the spec; where there are none, the promised one, unless a name stands for it. */
  static List<IpAddress> of(EastWest eastWest) {
    LoadBalancer asked = eastWest.loadBalancer();
    List<IpAddress> addresses = new ArrayList<>();
    for (Located<String> each : asked.of(LoadBalancer.ADDRESSES)) {
      IpAddress.parse(each.value()).ifPresent(addresses::add);
    }
    if (addresses.isEmpty() && !asked.asks(LoadBalancer.ADDRESS_NAME)) {
      promised(eastWest).ifPresent(addresses::add);
    }
    return addresses;
  }

  static Optional<IpAddress> promised(EastWest eastWest) {
    return eastWest.address().flatMap(IpAddress::parse);
  }
}
