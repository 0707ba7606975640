package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a load balancer is asked for the addresses that it gets. */
public interface FixedAddresses {

  /** What the Service says for it. */
  GatewayService ask(EastWest eastWest);

  /** The annotations that say so. */
  List<String> annotations();

  /** How many it gets, in words, if these are too many. */
  Optional<String> mostOf(List<String> addresses);

  /** What to do about an IPv6 address, where none is asked for by number. */
  default Optional<String> insteadOfIpv6() {
    return Optional.empty();
  }

  /** The field that holds one for each subnet; empty where a load balancer has one subnet. */
  default Optional<String> perSubnet(Exposure exposure) {
    return Optional.empty();
  }

  /**
   * What is missing, in words, before a promised address is asked for, or something that may lead
   * to it.
   *
   * @param annotations keys of all that users write
   */
  default Optional<String> missing(IpAddress promised, EastWest eastWest, Set<String> annotations) {
    return Optional.empty();
  }

  /** By which fields, in words, where promising an address is not enough. */
  default Optional<String> byFields() {
    return Optional.empty();
  }
}
