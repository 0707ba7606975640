package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.VaultStore;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.seal.vault.KvStore;

/** How Vault is reached, and what fetches from it. */
final class StoreSupported implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    mesh.store().ifPresent(store -> check(store, report));
  }

  private static void check(VaultStore store, Report report) {
    KvStore.access(store).addressProblem(store.settings().at("address")).ifPresent(report::add);
    if (store.settings().isWritten("externalSecrets")
        && store.settings().isWritten("vaultSecretsOperator")) {
      report.add(
          Diagnostic.of(
                  Code.STORE_READERS,
                  store.settings().at("vaultSecretsOperator"),
                  "externalSecrets conflicts with vaultSecretsOperator: only one of them can fetch"
                      + " a Secret")
              .expecting("either externalSecrets or vaultSecretsOperator")
              .hinting("remove the one not running in the clusters"));
    }
  }
}
