package dev.meshgen.authority.vault;

import dev.meshgen.seal.vault.PolicyText;

/** What a token may do, and nothing more, in the language of Vault's policies. */
final class VaultPolicy {
  private final VaultSettings settings;

  VaultPolicy(VaultSettings settings) {
    this.settings = settings;
  }

  /** HCL, with comments for what a policy does not say. */
  String text() {
    PolicyText policy = new PolicyText("Permissions of meshgen's token for trust.authority.vault.");
    policy.namespace(settings.access().namespace());
    policy.blank();
    policy.comment("Signs intermediates, one per cluster. Their keys never reach Vault.");
    policy.path(settings.signPath(), "update");
    policy.comment(
        "Needs no capability: anyone who reaches Vault may read " + settings.issuerPath() + ".");
    policy.blank();
    policy.revocation(settings.access(), "once all is signed");
    policy.notes(settings.access().policyOfLogin());
    return policy.text();
  }
}
