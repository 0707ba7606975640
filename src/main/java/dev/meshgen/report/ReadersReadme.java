package dev.meshgen.report;

import dev.meshgen.model.Discovery;
import dev.meshgen.model.KubeconfigFolder;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What the credentials can do with which clusters discover each other. */
final class ReadersReadme {
  private ReadersReadme() {}

  /**
   * A template's view.
   *
   * @param accounts their names
   * @param file where the token of one of them is kept
   */
  record View(VerbatimText accounts, VerbatimText file, boolean hasRemotes) {}

  /** Empty if no istiod discovers another cluster. */
  static Optional<View> of(MeshPlan plan) {
    List<ReaderAccount> accounts =
        plan.clusters().stream()
            .filter(cluster -> !cluster.isConfigCluster())
            .flatMap(cluster -> cluster.account().stream())
            .toList();
    boolean hasRemotes =
        plan.clusters().stream().map(ClusterPlan::remoteOf).anyMatch(Optional::isPresent);
    return accounts.isEmpty()
        ? Optional.empty()
        : Optional.of(new View(names(accounts), new VerbatimText(file(plan)), hasRemotes));
  }

  private static String file(MeshPlan plan) {
    boolean handedOver = plan.clusters().stream().anyMatch(each -> each.remote().isPresent());
    if (!handedOver) {
      Discovery discovery = plan.mesh().discovery();
      return discovery
          .folder()
          .map(KubeconfigFolder::path)
          .orElseGet(() -> discovery.store().orElseThrow().of("*"));
    }
    return plan.mesh()
        .store()
        .map(store -> store.mount() + "/" + store.below(Layout.DISCOVERY, "*"))
        .orElseGet(
            () ->
                plan.mesh().sealedSecrets().isPresent()
                    ? Layout.forController(Layout.readBy("*"), "*")
                    : Layout.sealed(Layout.DISCOVERY, "*"));
  }

  private static VerbatimText names(List<ReaderAccount> accounts) {
    TreeSet<String> names = new TreeSet<>();
    accounts.forEach(account -> names.add("`" + account.name() + "`"));
    return new VerbatimText(String.join(" or ", names));
  }
}
