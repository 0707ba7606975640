package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.LoadBalancer;
import dev.meshgen.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One IPv4 address by number, or any by name. */
final class GkeAddresses implements FixedAddresses {

  @Override
  public GatewayService ask(EastWest eastWest) {
    return GatewayService.addressed(
        AskedAddresses.of(eastWest).stream()
            .filter(ip -> ip.family() == 4)
            .map(IpAddress::text)
            .findFirst());
  }

  @Override
  public List<String> annotations() {
    return List.of();
  }

  @Override
  public Optional<String> mostOf(List<String> addresses) {
    return addresses.size() > 1 ? Optional.of("one address") : Optional.empty();
  }

  @Override
  public Optional<String> insteadOfIpv6() {
    return Optional.of("set eastWest.loadBalancer.addressName to the name of the reserved address");
  }

  @Override
  public Optional<String> missing(IpAddress promised, EastWest eastWest, Set<String> annotations) {
    return promised.family() == 4 || eastWest.loadBalancer().asks(LoadBalancer.ADDRESS_NAME)
        ? Optional.empty()
        : Optional.of("eastWest.loadBalancer.addressName, the only way to request an IPv6 address");
  }
}
