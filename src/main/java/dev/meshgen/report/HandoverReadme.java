package dev.meshgen.report;

import dev.meshgen.model.StoreReader;
import dev.meshgen.model.TokenStore;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.render.VerbatimText;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/** The chapter on tokens that clusters push to a store, and fetch from it. */
final class HandoverReadme {
  private HandoverReadme() {}

  /**
   * A template's view.
   *
   * @param place of a token in the store
   * @param fetched who fetches which of them, in a sentence
   */
  record View(
      StoreReader.Access store, VerbatimText place, String interval, VerbatimText fetched) {}

  static Optional<View> of(MeshPlan plan) {
    long pushing = plan.clusters().stream().filter(each -> each.handover().isPresent()).count();
    return pushing == 0
        ? Optional.empty()
        : plan.mesh().discovery().store().map(store -> view(plan, store, pushing));
  }

  private static View view(MeshPlan plan, TokenStore store, long pushing) {
    List<String> fetched =
        plan.clusters().stream()
            .filter(cluster -> !cluster.fetched().isEmpty())
            .map(cluster -> cluster.name())
            .toList();
    return new View(
        store.reference(),
        new VerbatimText(store.of("CLUSTER")),
        store.interval(),
        new VerbatimText(sentence(fetched, fetched.size() == pushing)));
  }

  private static String sentence(List<String> fetched, boolean all) {
    if (fetched.isEmpty()) {
      return "Nothing fetches it yet: that requires `discovery.credential.mode: externalSecrets`.";
    }
    return (all ? "The others fetch it" : "The others fetch that of " + String.join(", ", fetched))
        + " with the `ExternalSecret`s in `"
        + Layout.DISCOVERY
        + "/`.";
  }
}
