package dev.meshgen.render;

import dev.meshgen.delivery.Engines;
import dev.meshgen.delivery.FileView;
import dev.meshgen.model.StoreReader;
import dev.meshgen.model.StoreReader.Connection;
import dev.meshgen.model.VaultStore;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.seal.vault.KvStore;
import dev.meshgen.seal.vault.StorePolicy;
import java.util.List;
import java.util.Optional;

/** What a cluster reads Vault through, where the tree brings it. */
final class StoreAccess {
  private StoreAccess() {}

  /**
   * A template's view.
   *
   * @param name of the object
   * @param authMount of the method by which Vault knows the cluster
   * @param before what reads through it, if the engine has to be told
   */
  record View(
      String namespace,
      String name,
      String account,
      Vault vault,
      String authMount,
      String role,
      Optional<Before> before) {}

  /**
   * The server.
   *
   * @param mount of the KV engine
   */
  record Vault(
      String server, String mount, Optional<String> vaultNamespace, Optional<String> caSecret) {}

  /** How the engine is told to apply something first. */
  record Before(List<MapEntry> annotations) {}

  /** Empty if somebody else makes it. */
  static Optional<FileView> of(MeshPlan plan, ClusterPlan cluster) {
    return plan.mesh()
        .store()
        .filter(store -> cluster.trust().store())
        .flatMap(
            store ->
                store
                    .reader()
                    .connection()
                    .map(connection -> file(plan, cluster, store, connection)));
  }

  private static FileView file(
      MeshPlan plan, ClusterPlan cluster, VaultStore store, Connection connection) {
    boolean external = store.reader().kind() == StoreReader.Kind.EXTERNAL_SECRETS;
    String file = external ? "secret-store.yaml" : "vault-auth.yaml";
    View view =
        new View(
            plan.mesh().istioNamespace(),
            store.reader().access().orElseThrow().name(),
            Connection.ACCOUNT,
            new Vault(
                connection.server().or(() -> KvStore.access(store).address()).orElseThrow(),
                store.mount(),
                KvStore.access(store).namespace(),
                connection.caSecret()),
            connection.mountOf(cluster.name()),
            new StorePolicy(plan, store).role(cluster.name()),
            before(plan, cluster));
    return new FileView(file, "cluster/trust/" + file, view);
  }

  private static Optional<Before> before(MeshPlan plan, ClusterPlan cluster) {
    List<MapEntry> annotations =
        MapEntry.list(Engines.of(plan.mesh()).of(cluster.cluster()).appliedFirst());
    return annotations.isEmpty() ? Optional.empty() : Optional.of(new Before(annotations));
  }
}
