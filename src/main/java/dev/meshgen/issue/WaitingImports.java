package dev.meshgen.issue;

import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.vault.KvStore;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What waits in a tree to be imported into Vault; public data only. */
public final class WaitingImports {
  private static final int ID_LENGTH = 12;

  private WaitingImports() {}

  /**
   * A secret that waits.
   *
   * @param secret what fetches it
   * @param file in which it is sealed
   * @param at where it is to be kept
   * @param description what is written beside it, as JSON
   */
  public record Waiting(SecretPlan secret, String file, StoredFacts at, String description) {}

  /** All of them, in the order of the plan. */
  public static List<Waiting> of(MeshPlan plan, Issued issued) {
    List<Waiting> waiting = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      SortedMap<String, SealedFacts> locked = issued.clusterLocks().get(cluster.name()).sealed();
      for (SecretPlan secret : plan.stored(cluster)) {
        String file = plan.bundled(secret).orElseThrow().path();
        SealedFacts facts = locked.get(secret.path());
        if (facts != null && locked.containsKey(file)) {
          StoredFacts at = facts.stored().orElseThrow();
          waiting.add(new Waiting(secret, file, at, description(plan, issued, secret, facts)));
        }
      }
    }
    return waiting;
  }

  /**
   * Names all that waits by one word, so that nothing is taken for imported that came later. Empty
   * if nothing waits.
   */
  public static Optional<String> id(Map<String, ClusterLock> locks) {
    List<String> places =
        locks.values().stream()
            .flatMap(lock -> lock.sealed().entrySet().stream())
            .filter(each -> Layout.isBundled(each.getKey()))
            .map(each -> each.getValue().inputs())
            .sorted()
            .toList();
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(SecretPlan.placed("", String.join(" ", places)).substring(0, ID_LENGTH));
  }

  private static String description(
      MeshPlan plan, Issued issued, SecretPlan secret, SealedFacts facts) {
    StoredDescription description = new StoredDescription(plan.mesh(), secret, facts.inputs());
    facts
        .certificate()
        .ifPresent(
            found -> description.certified(found, chain(issued.sealed().get(secret.path()))));
    facts
        .request()
        .ifPresent(
            found ->
                description.requested(
                    found,
                    RequestedKey.pem(
                        issued.signed().get(Layout.cluster(secret.owner()).request()))));
    if (facts.certificate().isPresent()) {
      Optional.ofNullable(issued.signed().get(Layout.cluster(secret.owner()).ownList()))
          .map(OwnLists::text)
          .ifPresent(description::listing);
    }
    facts.credential().ifPresent(description::reaching);
    String path = facts.stored().orElseThrow().path();
    String identity =
        facts
            .certificate()
            .map(found -> found.publicKey())
            .or(() -> facts.request().map(found -> found.publicKey()))
            .orElseGet(() -> Layout.nameOf(path));
    return KvStore.description(identity, description.facts());
  }

  private static String chain(byte[] file) {
    try {
      Map<String, String> readable = StoredFile.readable(file);
      return readable.getOrDefault(CaCerts.CERT_CHAIN, "")
          + readable.getOrDefault(CaCerts.ROOT_CERT, "");
    } catch (SealException e) {
      throw new IllegalStateException("a file that was found to be readable", e);
    }
  }
}
