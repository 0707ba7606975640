package dev.meshgen.seal.sops.hcvault;

import dev.meshgen.model.Cluster;
import dev.meshgen.model.Located;
import dev.meshgen.model.Mesh;
import dev.meshgen.model.Origins;
import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.vault.VaultAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

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
    for (String key : keys(mesh, kind)) {
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

  private static SortedSet<String> keys(Mesh mesh, String kind) {
    SortedSet<String> keys = new TreeSet<>();
    Stream.of(
            mesh.recipients().clusters().stream(),
            mesh.recipients().discovery().stream(),
            mesh.recipients().root().stream(),
            mesh.recipients().bundle().stream(),
            mesh.discovery().groups().stream().flatMap(group -> group.recipients().stream()),
            mesh.clusters().stream().map(Cluster::recipients).flatMap(Collection::stream))
        .flatMap(list -> list)
        .map(Located::value)
        .filter(recipient -> recipient.kind().equals(kind))
        .forEach(recipient -> keys.add(recipient.text()));
    return keys;
  }
}
