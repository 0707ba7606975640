package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.model.Mesh;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.vault.PolicyText;
import dev.meshgen.seal.vault.VaultAccess;
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
    PolicyText policy =
        new PolicyText(
            access.isPresent()
                ? "Permissions of meshgen's token for secrets.sops.transitAccess."
                : "Permissions of your token for the keys of secrets.sops, as used by sops.");
    policy.namespace(access.flatMap(VaultAccess::namespace));
    policy.blank();
    PublicKeyFiles files = mesh.recipients().keyFiles();
    for (String key : mesh.recipientsOf(kind)) {
      boolean offline = files.of(new Recipient(kind, key)).isPresent();
      policy.comment(key);
      if (!offline) {
        path(policy, key, "encrypt");
      }
      path(policy, key, "decrypt");
    }
    access.ifPresent(own -> policy.revocation(own, "at the end"));
    policy.notes(access.map(VaultAccess::policyOfLogin).orElseGet(VaultAccess::policyOfUser));
    return policy.text();
  }

  /** Without `create`, with which an engine makes a key that it does not have. */
  private static void path(PolicyText policy, String key, String verb) {
    TransitKey named = TransitKey.parse(key);
    policy.path(named.engine() + "/" + verb + "/" + named.name(), "update");
  }
}
