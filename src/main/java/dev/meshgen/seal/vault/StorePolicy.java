package dev.meshgen.seal.vault;

import dev.meshgen.model.VaultStore;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.DiscoveryBase;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What may be done in the mount, and nothing more, in the language of Vault's policies: by who
 * publishes, and by what fetches secrets in each cluster.
 */
public final class StorePolicy {
  private final MeshPlan plan;
  private final VaultStore store;

  public StorePolicy(MeshPlan plan, VaultStore store) {
    this.plan = plan;
    this.store = store;
  }

  /** Of the token that {@code meshgen publish} has: it writes, and reads no secret. */
  public String publisher() {
    VaultAccess access = KvStore.access(store);
    PolicyText policy =
        new PolicyText(
            "Permissions of meshgen's token for secrets.vault: it writes, and reads no secret.");
    policy.namespace(access.namespace());
    policy.blank();
    policy.comment("Writes each key to its own path, never overwriting (check-and-set).");
    policy.path(at("data") + "/*", "create", "update");
    policy.comment("The public part of a key, with which an interrupted run continues.");
    policy.path(at("metadata") + "/*", "create", "read", "update", "list");
    policy.revocation(access, "once all is written");
    policy.notes(access.policyOfLogin());
    return policy.text();
  }

  /** Of what fetches secrets in a cluster: it reads those that the cluster receives. */
  public String reader(ClusterPlan cluster) {
    PolicyText policy =
        new PolicyText(
            "Secrets fetched by the cluster \"" + cluster.name() + "\", and nothing else.");
    policy.blank();
    for (String folder : received(cluster)) {
      policy.path(folder + "/*", "read");
    }
    return policy.text();
  }

  private List<String> received(ClusterPlan cluster) {
    List<String> folders = new ArrayList<>();
    cluster
        .cacerts()
        .flatMap(SecretPlan::store)
        .ifPresent(place -> folders.add(place.mount() + "/data/" + place.folder()));
    TreeSet<String> others = new TreeSet<>();
    for (DiscoveryBase base : plan.bases()) {
      if (cluster.bases().contains(base.folder())) {
        others.addAll(base.clusters());
      }
    }
    others.removeAll(elsewhere());
    others.forEach(
        other -> folders.add(store.mount() + "/data/" + store.below(Layout.DISCOVERY, other)));
    return folders;
  }

  /** The clusters whose credential is not in the mount. */
  private Set<String> elsewhere() {
    return plan.clusters().stream()
        .filter(cluster -> cluster.remote().isEmpty())
        .map(ClusterPlan::name)
        .collect(Collectors.toSet());
  }

  /** Whether a cluster fetches anything. */
  public boolean isReader(ClusterPlan cluster) {
    return !received(cluster).isEmpty();
  }

  /** The role with which a cluster logs in, through its own method. */
  public String role(String cluster) {
    return "meshgen-" + plan.mesh().name() + "-" + cluster;
  }

  private String at(String kind) {
    return store.mount() + "/" + kind + "/" + store.path();
  }

  MeshPlan plan() {
    return plan;
  }

  VaultStore store() {
    return store;
  }
}
