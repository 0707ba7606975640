package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** One address, in the Service's own field. */
final class ServiceAddresses implements FixedAddresses {

  @Override
  public GatewayService ask(EastWest eastWest) {
    // Some controllers refuse a Service that requests an address in two ways.
    return GatewayService.addressed(
        AskedAddresses.of(eastWest).stream()
            .map(IpAddress::text)
            .filter(ip -> !eastWest.loadBalancer().annotations().containsValue(ip))
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
}
