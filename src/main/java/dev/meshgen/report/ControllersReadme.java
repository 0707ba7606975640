package dev.meshgen.report;

import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import java.util.Optional;

/** The chapter on secrets that controllers of Sealed Secrets open. */
final class ControllersReadme {
  private ControllersReadme() {}

  /**
   * A template's view.
   *
   * @param root whether the key of the root is sealed in the tree
   * @param keys whether the keys of clusters are
   */
  record View(boolean root, boolean keys, String namespace) {}

  static Optional<View> of(MeshPlan plan) {
    return plan.mesh()
        .sealedSecrets()
        .map(
            scope ->
                new View(
                    plan.signs() == KeyHolder.MINTED,
                    plan.signs() != KeyHolder.CLUSTER,
                    plan.mesh().istioNamespace()));
  }
}
