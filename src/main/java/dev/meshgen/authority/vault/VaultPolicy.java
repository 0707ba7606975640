package dev.meshgen.authority.vault;

import java.util.ArrayList;
import java.util.List;

/** What a token may do, and nothing more, in the language of Vault's policies. */
final class VaultPolicy {
  private final VaultSettings settings;

  VaultPolicy(VaultSettings settings) {
    this.settings = settings;
  }

  /** HCL, with comments for what a policy does not say. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Permissions of meshgen's token for trust.authority.vault.");
    settings
        .access()
        .namespace()
        .ifPresent(name -> lines.add("# Write this policy in the namespace `" + name + "`."));
    lines.add("");
    lines.add("# Signs intermediates, one per cluster. Their keys never reach Vault.");
    lines.add("path \"" + settings.signPath() + "\" {");
    lines.add("  capabilities = [\"update\"]");
    lines.add("}");
    lines.add("");
    lines.add(
        "# Needs no capability: anyone who reaches Vault may read " + settings.issuerPath() + ".");
    lines.add("");
    if (settings.access().loginPath().isPresent()) {
      lines.add(
          "# Revokes the token of the login once all is signed. Vault's policy `default` allows"
              + " it.");
      lines.add("path \"auth/token/revoke-self\" {");
      lines.add("  capabilities = [\"update\"]");
      lines.add("}");
      lines.add("");
    }
    lines.addAll(settings.access().policyOfLogin());
    return String.join("\n", lines) + "\n";
  }
}
