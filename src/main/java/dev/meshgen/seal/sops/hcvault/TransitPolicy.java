package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.vault.VaultAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What whoever seals and opens with transit keys may do, in Vault's language of policies. */
final class TransitPolicy {
  private TransitPolicy() {}

  /** Empty if the spec has no such keys. */
  static Optional<String> of(Mesh mesh, String kind) {
    return mesh.recipientsOf(kind).isEmpty() ? Optional.empty() : Optional.of(text(mesh, kind));
  }

  private static String text(Mesh mesh, String kind) {
    Optional<VaultAccess> access =
        mesh.recipients().transit().map(spec -> VaultAccess.of(spec.document(), spec));
    List<String> lines = new ArrayList<>();
    lines.add(
        access.isPresent()
            ? "# Permissions of meshgen's token for secrets.sops.transitAccess."
            : "# Permissions of your token for the keys of secrets.sops, as used by sops.");
    access
        .flatMap(VaultAccess::namespace)
        .ifPresent(name -> lines.add("# Write this policy in the namespace `" + name + "`."));
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
    if (access.flatMap(VaultAccess::loginPath).isPresent()) {
      lines.add("# Revokes the token of the login at the end. Vault's policy `default` allows it.");
      lines.add("path \"auth/token/revoke-self\" {");
      lines.add("  capabilities = [\"update\"]");
      lines.add("}");
      lines.add("");
    }
    lines.addAll(access.map(VaultAccess::policyOfLogin).orElseGet(VaultAccess::policyOfUser));
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
