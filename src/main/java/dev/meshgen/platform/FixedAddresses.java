package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How fixed addresses are requested from a load balancer. */
public interface FixedAddresses {

  /** The fields and annotations of the Service that request them. */
  GatewayService ask(EastWest eastWest);

  /** Those annotations. */
  List<String> annotations();

  /** How many it can have, in words, if these are too many. */
  Optional<String> mostOf(List<String> addresses);

  /** How to request an IPv6 address, where it cannot be requested by number. */
  default Optional<String> insteadOfIpv6() {
    return Optional.empty();
  }

  /** The field that holds one for each subnet; empty where a load balancer has one subnet. */
  default Optional<String> perSubnet(Exposure exposure) {
    return Optional.empty();
  }

  /**
   * What is missing, in words, to request eastWest.address, or something that may lead to it.
   *
   * @param annotations the keys of all that users set
   */
  default Optional<String> missing(IpAddress promised, EastWest eastWest, Set<String> annotations) {
    return Optional.empty();
  }

  /** The fields that request addresses, in words, where eastWest.address is not enough. */
  default Optional<String> byFields() {
    return Optional.empty();
  }
}
