package dev.meshgen.authority;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.VaultStore;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.rules.Rule;
import dev.meshgen.rules.RuleContext;
import dev.meshgen.seal.vault.KvStore;

/** Keys that Vault keeps are made in one run with their certificates. */
final class StoreSupported implements Rule {

  @Override
  public void check(Mesh mesh, RuleContext context, Report report) {
    mesh.store().ifPresent(store -> check(mesh, store, report));
  }

  private static void check(Mesh mesh, VaultStore store, Report report) {
    KvStore.access(store).addressProblem(store.settings().at("address")).ifPresent(report::add);
    if (store.settings().isWritten("externalSecrets")
        && store.settings().isWritten("vaultSecretsOperator")) {
      report.add(
          Diagnostic.of(
                  Code.STORE_READERS,
                  store.settings().at("vaultSecretsOperator"),
                  "externalSecrets conflicts with vaultSecretsOperator: one of them fetches a"
                      + " Secret")
              .expecting("either externalSecrets or vaultSecretsOperator")
              .hinting("remove the one that does not run in the clusters"));
    }
    Authority authority = Authorities.of(mesh);
    if (authority.signs() == KeyHolder.CEREMONY || authority.signs() == KeyHolder.IMPORTED) {
      report.add(
          Diagnostic.of(
                  Code.STORE_AUTHORITY,
                  mesh.trust().authority().settings().document(),
                  "authority `"
                      + mesh.trust().authority().kind()
                      + "` is not supported with secrets.vault: a key there is not read back for a"
                      + " certificate that comes later")
              .expecting("`generated`, `vault`, `certManager` or `external`")
              .hinting("name another authority, or seal with secrets.sops")
              .relating(store.settings().document(), "keys are kept in Vault"));
    }
  }
}
