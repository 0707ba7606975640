package dev.meshgen.platform;

import dev.meshgen.model.EastWest;
import dev.meshgen.model.EastWest.Exposure;
import dev.meshgen.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How addresses are requested from a load balancer. */
public interface FixedAddresses {

  /** What the Service says to get them. */
  GatewayService ask(EastWest eastWest);

  /** The annotations that request them. */
  List<String> annotations();

  /** How many are possible, in words, if these are too many. */
  Optional<String> mostOf(List<String> addresses);

  /** What to do for an IPv6 address; empty where it is requested like any other. */
  default Optional<String> insteadOfIpv6() {
    return Optional.empty();
  }

  /** The field that holds one for each subnet; empty where a load balancer has one subnet. */
  default Optional<String> perSubnet(Exposure exposure) {
    return Optional.empty();
  }

  /**
   * What is missing, in words, to request the gateway's address, or something that may lead to it.
   *
   * @param annotations the keys of all that users set
   */
  default Optional<String> missing(IpAddress promised, EastWest eastWest, Set<String> annotations) {
    return Optional.empty();
  }

  /** The fields that request one, in words, where the gateway's address alone does not. */
  default Optional<String> byFields() {
    return Optional.empty();
  }
}
