package dev.meshgen.report;

import dev.meshgen.credential.CredentialUse;
import dev.meshgen.model.Discovery;
import dev.meshgen.model.ReaderToken;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.ReaderAccount;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.tree.Layout;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the credentials can do with which clusters discover each other. */
final class ReadersReadme {
  private ReadersReadme() {}

  /**
   * A template's view.
   *
   * @param accounts their names
   * @param file where the token of one of them is kept
   * @param handedOver whether somebody hands one over
   * @param limited whether the tree says everywhere what its account may do
   * @param stays whether one is valid until its account is deleted
   */
  record View(
      VerbatimText accounts,
      VerbatimText file,
      boolean hasRemotes,
      boolean handedOver,
      boolean stays,
      boolean limited) {}

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
        : Optional.of(
            new View(
                names(accounts),
                new VerbatimText(file(plan)),
                hasRemotes,
                isHandedOver(plan),
                plan.clusters().stream()
                    .anyMatch(each -> each.account().isPresent() && each.issuer().isEmpty()),
                plan.clusters().stream()
                    .filter(each -> each.account().isPresent() && !each.isConfigCluster())
                    .allMatch(each -> each.rights().isPresent())));
  }

  private static boolean isHandedOver(MeshPlan plan) {
    return plan.clusters().stream().anyMatch(each -> each.remote().isPresent());
  }

  private static String file(MeshPlan plan) {
    if (!isHandedOver(plan)) {
      return elsewhere(plan);
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

  private static String elsewhere(MeshPlan plan) {
    Discovery discovery = plan.mesh().discovery();
    Set<ReaderToken.Mode> modes = EnumSet.noneOf(ReaderToken.Mode.class);
    plan.clusters().stream()
        .filter(each -> each.account().isPresent())
        .forEach(each -> modes.add(each.cluster().kubernetes().reader().mode()));
    if (modes.contains(ReaderToken.Mode.EXTERNAL_SECRETS)) {
      return discovery.store().orElseThrow().of("*");
    }
    return modes.contains(ReaderToken.Mode.MOUNTED)
        ? discovery.folder().orElseThrow().path()
        : CredentialUse.REMOTE.secret("*");
  }

  private static VerbatimText names(List<ReaderAccount> accounts) {
    TreeSet<String> names = new TreeSet<>();
    accounts.forEach(account -> names.add("`" + account.name() + "`"));
    return new VerbatimText(String.join(" or ", names));
  }
}
