package dev.meshgen.report;

import dev.meshgen.model.StoreReader;
import dev.meshgen.model.VaultStore;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import java.util.Optional;

/** The chapter on secrets that Vault keeps. */
final class StoreReadme {
  private StoreReadme() {}

  /**
   * A template's view.
   *
   * @param reader what fetches secrets, for people
   * @param access the object that it reads through, if the spec names one
   * @param root whether the key of the root is sealed in the tree
   * @param keys whether the keys of clusters are kept in Vault
   * @param bundle whether what Vault keeps goes through files of the tree
   */
  record View(
      String mount,
      String path,
      String reader,
      Optional<Access> access,
      boolean root,
      boolean keys,
      boolean bundle) {}

  /**
   * An object in each cluster.
   *
   * @param brought whether the tree has it
   */
  record Access(String kind, String name, boolean brought) {}

  static Optional<View> of(MeshPlan plan) {
    return plan.mesh().store().map(store -> view(plan, store));
  }

  private static View view(MeshPlan plan, VaultStore store) {
    return new View(
        store.mount(),
        store.path(),
        store.reader().kind() == StoreReader.Kind.EXTERNAL_SECRETS
            ? "External Secrets"
            : "the Vault Secrets Operator",
        store
            .reader()
            .access()
            .map(
                each ->
                    new Access(each.kind(), each.name(), store.reader().connection().isPresent())),
        plan.signs() == KeyHolder.MINTED,
        plan.signs() != KeyHolder.CLUSTER,
        plan.bundles());
  }
}
