package dev.meshgen.rules.networks;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * Address ranges, networks and API servers: the rules of this theme, in the order in which they
 * run.
 */
public final class NetworkRules {
  public static final List<Rule> ALL =
      List.of(
          new CidrsWellFormed(),
          new CidrOverlap(),
          new NetworkAgrees(),
          new ApiServerReachable(),
          new ServerThroughProxy(),
          new ApiServerAuthority(),
          new PublicAuthority());

  private NetworkRules() {}
}
