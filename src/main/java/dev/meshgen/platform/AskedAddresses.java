package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.model.Located;
import dev.meshgen.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses requested from a load balancer. */
final class AskedAddresses {
  private AskedAddresses() {}

  /** Those in the spec; without any, eastWest.address, unless it is requested by name. */
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
