package dev.meshgen.rules.delivery;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * The GitOps engine and its repository: the rules of this theme, in the order in which they run.
 */
public final class DeliveryRules {
  public static final List<Rule> ALL =
      List.of(
          new ArgoNames(),
          new ArgoDestinationsDiffer(),
          new ArgoProjectOwn(),
          new DeliveryPath(),
          new EndpointSlicesApplied(),
          new NoCredentialsInAddresses());

  private DeliveryRules() {}
}
