package dev.meshgen.authority.vault;

import java.util.ArrayList;
import java.util.List;

/** What a token may do, and nothing more, in the language of Vault's policies. */
final class VaultPolicy {
  /** Prints it. */
  static final String COMMAND = "meshgen trust policy";

  private final VaultSettings settings;

  VaultPolicy(VaultSettings settings) {
    this.settings = settings;
  }

  /** HCL, with comments for what a policy does not say. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# What meshgen does with the token of trust.authority.vault.");
    settings
        .namespace()
        .ifPresent(name -> lines.add("# To be written in the namespace `" + name + "`."));
    lines.add("");
    lines.add("# Has intermediates signed, one for each cluster, with keys that stay here.");
    lines.add("path \"" + settings.signPath() + "\" {");
    lines.add("  capabilities = [\"update\"]");
    lines.add("}");
    lines.add("");
    lines.add("# No capability: whoever reaches Vault may read " + settings.issuerPath() + ".");
    lines.add("");
    if (settings.loginPath().isPresent()) {
      lines.add(
          "# Revokes the token of the login once all is signed. Vault's policy `default` has it.");
      lines.add("path \"auth/token/revoke-self\" {");
      lines.add("  capabilities = [\"update\"]");
      lines.add("}");
      lines.add("");
    }
    lines.addAll(login());
    return String.join("\n", lines) + "\n";
  }

  private List<String> login() {
    VaultSettings.Login login = settings.login();
    String mount = login.mount().orElse("");
    String role = login.role().orElse("");
    return switch (login.kind()) {
      case "appRole" ->
          List.of(
              "# The AppRole with the role_id "
                  + role
                  + " at auth/"
                  + mount
                  + ": token_policies names this policy;",
              "# token_ttl=10m is enough, and bind_secret_id stays true.");
      case "jwt" ->
          List.of(
              "# The role " + role + " at auth/" + mount + ": token_policies names this policy;",
              "# token_ttl=10m is enough. Bind what the CI system says of the repository and of the",
              "# branch (bound_claims), and bound_audiences.");
      case "kubernetes" ->
          List.of(
              "# The role " + role + " at auth/" + mount + ": token_policies names this policy;",
              "# token_ttl=10m is enough. Bind the ServiceAccount and its namespace.");
      default ->
          List.of(
              "# The token is the user's: `vault token create -policy=NAME -ttl=10m` makes one.");
    };
  }
}
