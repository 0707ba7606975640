package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.model.Mesh;
import dev.meshgen.model.Origins;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.vault.VaultAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the login of {@code secrets.sops.transitAccess} may do, in Vault's language of policies. */
final class TransitPolicy {
  private TransitPolicy() {}

  /** Empty if the user's sops asks, or no one has to. */
  static Optional<String> of(Mesh mesh, String kind) {
    return mesh.recipients().transit().map(spec -> text(mesh, kind, spec));
  }

  private static String text(Mesh mesh, String kind, Origins spec) {
    VaultAccess access = VaultAccess.of(spec.document(), spec);
    List<String> lines = new ArrayList<>();
    lines.add("# What meshgen does with the token of secrets.sops.transitAccess.");
    access
        .namespace()
        .ifPresent(name -> lines.add("# To be written in the namespace `" + name + "`."));
    lines.add("");
    PublicKeyFiles files = mesh.recipients().keyFiles();
    for (String key : mesh.recipientsOf(kind)) {
      boolean offline = files.of(new Recipient(kind, key)).isPresent();
      lines.add("# " + key);
      if (!offline) {
        path(lines, key, "encrypt");
      }
      path(lines, key, "decrypt");
    }
    if (access.loginPath().isPresent()) {
      lines.add("# Revokes the token of the login at the end. Vault's policy `default` has it.");
      lines.add("path \"auth/token/revoke-self\" {");
      lines.add("  capabilities = [\"update\"]");
      lines.add("}");
      lines.add("");
    }
    lines.addAll(access.policyOfLogin());
    return String.join("\n", lines) + "\n";
  }

  /** Without `create`, with which an engine makes a key that it does not have. */
  private static void path(List<String> lines, String key, String verb) {
    TransitKey named = TransitKey.parse(key);
    lines.add("path \"" + named.engine() + "/" + verb + "/" + named.name() + "\" {");
    lines.add("  capabilities = [\"update\"]");
    lines.add("}");
    lines.add("");
  }
}
