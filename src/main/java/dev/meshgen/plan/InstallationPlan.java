package dev.meshgen.plan;

import java.util.List;
import java.util.Optional;

/**
 * What installs Istio in a cluster.
 *
 * @param releases those that the engine installs, in this order
 * @param sail what the Sail Operator installs instead
 */
public record InstallationPlan(List<Release> releases, Optional<SailPlan> sail) {
  public InstallationPlan {
    releases = List.copyOf(releases);
  }
}
