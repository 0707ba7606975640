package dev.meshgen.issue;

import dev.meshgen.credential.CredentialUse;
import dev.meshgen.credential.RemoteSecret;
import dev.meshgen.model.Mesh;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sealed file says in the clear, compared with what a render would say. Whoever can open it
 * can also add to it: a label by which istiod takes a CA for a cluster's credential, an annotation
 * that keeps an engine from removing it. And what is not rendered is lost when it is issued again.
 */
final class ReadableFields {
  private final Mesh mesh;

  ReadableFields(Mesh mesh) {
    this.mesh = mesh;
  }

  /** What differs, in words; empty if nothing does. */
  Optional<String> difference(SecretPlan secret, SecretManifest found) {
    Map<List<String>, Optional<String>> expected = expected(secret);
    Map<List<String>, Optional<String>> fields = found.fields();
    List<String> words = new ArrayList<>();
    expected.forEach(
        (path, value) -> {
          if (!value.equals(fields.get(path))) {
            words.add(
                named(path) + value.map(text -> " is not \"" + text + "\"").orElse(" is missing"));
          }
        });
    List<String> surplus =
        fields.keySet().stream()
            .filter(path -> !expected.containsKey(path))
            .map(ReadableFields::named)
            .toList();
    if (!surplus.isEmpty()) {
      words.add("a render would not write " + String.join(", ", surplus));
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }

  private Map<List<String>, Optional<String>> expected(SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT -> withSealed(RootKey.head(mesh), "data");
      case CACERTS -> withSealed(CacertsSecret.head(mesh), "stringData");
      case REMOTE -> credential(secret, CredentialUse.REMOTE);
      case KUBECONFIG -> credential(secret, CredentialUse.CONFIG);
    };
  }

  private Map<List<String>, Optional<String>> credential(SecretPlan secret, CredentialUse use) {
    return withSealed(RemoteSecret.head(secret.owner(), use, mesh.istioNamespace()), "stringData");
  }

  private static Map<List<String>, Optional<String>> withSealed(
      SecretManifest.Builder head, String section) {
    try (SecretManifest manifest = head.build()) {
      Map<List<String>, Optional<String>> fields = new LinkedHashMap<>(manifest.fields());
      fields.put(List.of(section), Optional.empty());
      return fields;
    }
  }

  private static String named(List<String> path) {
    return String.join(".", path);
  }
}
