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
    List<String> lines = new ArrayList<>();
    VaultAccess access = KvStore.access(store);
    lines.add(
        "# Permissions of meshgen's token for secrets.vault: it writes, and reads no secret.");
    access
        .namespace()
        .ifPresent(name -> lines.add("# Write this policy in the namespace `" + name + "`."));
    lines.add("");
    lines.add("# Writes each key to its own path, never overwriting (check-and-set).");
    path(lines, at("data") + "/*", "create", "update");
    lines.add("# The public part of a key, with which an interrupted run continues.");
    path(lines, at("metadata") + "/*", "create", "read", "update", "list");
    if (access.loginPath().isPresent()) {
      lines.add(
          "# Revokes the token of the login once all is written. Vault's policy `default` allows"
              + " it.");
      path(lines, "auth/token/revoke-self", "update");
    }
    lines.addAll(access.policyOfLogin());
    return String.join("\n", lines) + "\n";
  }

  /** Of what fetches secrets in a cluster: it reads those that the cluster receives. */
  public String reader(ClusterPlan cluster) {
    List<String> lines = new ArrayList<>();
    lines.add("# Secrets fetched by the cluster \"" + cluster.name() + "\", and nothing else.");
    lines.add("");
    for (String folder : received(cluster)) {
      path(lines, folder + "/*", "read");
    }
    lines.remove(lines.size() - 1);
    return String.join("\n", lines) + "\n";
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

  private static void path(List<String> lines, String path, String... capabilities) {
    lines.add("path \"" + path + "\" {");
    lines.add("  capabilities = [\"" + String.join("\", \"", capabilities) + "\"]");
    lines.add("}");
    lines.add("");
  }

  MeshPlan plan() {
    return plan;
  }

  VaultStore store() {
    return store;
  }
}
