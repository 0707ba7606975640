package dev.meshgen.rules.delivery;

import dev.meshgen.rules.Rule;
import java.util.List;

/**
 * The repository that the tree lies in, and addresses: the rules of this theme that hold for every
 * engine, in the order in which they run. Those of one engine are in its own package.
 */
public final class DeliveryRules {
  public static final List<Rule> ALL =
      List.of(new EngineNamed(), new DeliveryPath(), new NoCredentialsInAddresses());

  private DeliveryRules() {}
}
