package dev.meshgen.issue;

import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.Optional;

/** The keys of a tree that sign intermediates, by the root that they lead to. */
final class KeysOfTree {
  private KeysOfTree() {}

  /**
   * The key that signs; of a root and an authority below it, that of the latter.
   *
   * @param next whether it is to lead to the root that takes the place of the other
   */
  static Optional<SecretPlan> below(MeshPlan plan, CommittedSecrets committed, boolean next) {
    return (next ? plan.nextSigners() : plan.signers())
        .stream()
            .filter(key -> committed.sealed().containsKey(key.path()))
            .filter(key -> committed.facts(key).isPresent())
            .findFirst();
  }
}
