package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.StoreReader;
import dev.meshgen.model.StoreReader.Access;
import dev.meshgen.model.VaultStore;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.seal.vault.KvStore;
import dev.meshgen.vault.VaultPlace;
import java.util.Optional;

/** An object that the tree brings is in Istio's namespace, has a name, and says where Vault is. */
final class StoreReachable implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    mesh.store()
        .filter(store -> store.reader().connection().isPresent())
        .ifPresent(store -> problem(store).ifPresent(report::add));
  }

  private static Optional<Diagnostic> problem(VaultStore store) {
    boolean external = store.reader().kind() == StoreReader.Kind.EXTERNAL_SECRETS;
    Optional<Access> access = store.reader().access();
    if (external && !access.orElseThrow().kind().equals("SecretStore")) {
      return Optional.of(
          at(
                  store,
                  "connection creates a SecretStore, but secretStoreRef names a ClusterSecretStore")
              .expecting("a store in Istio's namespace, which the tree can contain")
              .hinting("write `kind: SecretStore` in secretStoreRef"));
    }
    if (!external && access.filter(each -> !each.name().contains("/")).isEmpty()) {
      return Optional.of(
          at(store, "connection requires a vaultAuthRef in Istio's namespace")
              .expecting("the name of the VaultAuth in the tree")
              .hinting("write `vaultAuthRef: meshgen`"));
    }
    Optional<String> refused =
        store.reader().connection().orElseThrow().server().flatMap(VaultPlace::problem);
    if (refused.isPresent()) {
      return Optional.of(
          at(store, "the server of connection " + refused.get())
              .expecting("scheme, host and port of a server with HTTPS")
              .hinting("write it as https://vault.example.com:8200"));
    }
    boolean known =
        store.reader().connection().orElseThrow().server().isPresent()
            || KvStore.access(store).address().isPresent();
    return known
        ? Optional.empty()
        : Optional.of(
            at(store, "connection requires the address of Vault")
                .expecting("an address at which the clusters reach Vault")
                .hinting("write `server: https://vault.example.com:8200` in connection"));
  }

  private static Diagnostic at(VaultStore store, String words) {
    String reader =
        store.reader().kind() == StoreReader.Kind.EXTERNAL_SECRETS
            ? "externalSecrets"
            : "vaultSecretsOperator";
    return Diagnostic.of(Code.STORE_CONNECTION, store.settings().at(reader, "connection"), words);
  }
}
