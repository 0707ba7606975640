package dev.meshgen.issue;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.credential.ClusterFacts;
import dev.meshgen.credential.CredentialUse;
import dev.meshgen.credential.RemoteSecret;
import dev.meshgen.model.Cluster;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.SealedForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

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

  /** The form of a file that a render would seal. */
  SealedForm form(SecretPlan secret) {
    try (SecretManifest head = head(secret).build()) {
      return SealedForm.of(head, section(secret), names(secret), optional(secret));
    }
  }

  /**
   * What differs, in words; empty if nothing does. What certificates say is not looked at.
   *
   * @param rule by which the others are sealed
   */
  Optional<String> difference(
      SecretPlan secret, SealRule rule, Map<List<String>, Optional<String>> fields) {
    if (rule != SealRule.SECTIONS
        && secret.kind() != SecretPlan.Kind.CACERTS
        && secret.kind() != SecretPlan.Kind.REQUEST) {
      return Optional.of("not all of " + section(secret) + " is sealed");
    }
    Map<List<String>, Optional<String>> expected = expected(secret, rule, fields);
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
      words.add("render would not write " + String.join(", ", surplus));
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }

  private Map<List<String>, Optional<String>> expected(
      SecretPlan secret, SealRule rule, Map<List<String>, Optional<String>> found) {
    try (SecretManifest manifest = head(secret).build()) {
      Map<List<String>, Optional<String>> fields = new LinkedHashMap<>(manifest.fields());
      if (rule.seals(section(secret))) {
        fields.put(List.of(section(secret)), Optional.empty());
        return fields;
      }
      for (String name : names(secret)) {
        List<String> path = List.of(section(secret), name);
        fields.put(
            path,
            rule.seals(name)
                ? Optional.empty()
                : found.getOrDefault(path, Optional.of("a certificate")));
      }
      for (String name : optional(secret)) {
        List<String> path = List.of(section(secret), name);
        found.getOrDefault(path, Optional.empty()).ifPresent(t -> fields.put(path, Optional.of(t)));
      }
      return fields;
    }
  }

  /** The values of a section that are not sealed, by name. */
  Map<String, String> values(SecretPlan secret, Map<List<String>, Optional<String>> fields) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(names(secret));
    names.addAll(optional(secret));
    for (String name : names) {
      Optional<String> value = fields.get(List.of(section(secret), name));
      if (value != null && value.isPresent()) {
        values.put(name, value.get());
      }
    }
    return values;
  }

  /** The dotted paths of the values that a rule seals, sorted. */
  SortedSet<String> sealed(SecretPlan secret, SealRule rule) {
    SortedSet<String> paths = new TreeSet<>();
    for (String name : names(secret)) {
      if (rule.seals(section(secret)) || rule.seals(name)) {
        paths.add(section(secret) + "." + name);
      }
    }
    return paths;
  }

  /** A file with these readable values, and empty ones for those that are sealed. */
  SecretManifest manifest(SecretPlan secret, Map<String, String> readable) {
    SecretManifest.Builder manifest = head(secret);
    List<String> all = new ArrayList<>(names(secret));
    all.addAll(optional(secret));
    for (String name : all) {
      if (readable.containsKey(name)) {
        manifest.certificate(name, readable.get(name));
      } else if (names(secret).contains(name)) {
        manifest.stringData(name, SecretBytes.owning(new byte[0]));
      }
    }
    return manifest.build();
  }

  /** The readable part of a file, without any value. */
  SecretManifest.Builder head(SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT -> RootKey.head(mesh);
      case ISSUER, NEXT_ISSUER -> IssuingKey.head(mesh);
      case CACERTS -> CacertsSecret.head(mesh);
      case REQUEST -> RequestedKey.head(mesh, secret.owner());
      case BUNDLED -> BundledSecret.head(secret);
      case REMOTE, KUBECONFIG ->
          RemoteSecret.head(ClusterFacts.of(mesh, cluster(secret), use(secret)));
    };
  }

  private Cluster cluster(SecretPlan secret) {
    return mesh.clusters().stream()
        .filter(each -> each.name().equals(secret.owner()))
        .findFirst()
        .orElseThrow();
  }

  private static String section(SecretPlan secret) {
    return secret.isSigner() ? "data" : "stringData";
  }

  /** What may be there, too, and is readable. */
  private static List<String> optional(SecretPlan secret) {
    return secret.kind() == SecretPlan.Kind.CACERTS ? List.of(CaCerts.REVOCATIONS) : List.of();
  }

  /** The names of the sealed values, in the order in which they are sealed. */
  List<String> names(SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT -> RootKey.NAMES;
      case ISSUER, NEXT_ISSUER, CACERTS -> CaCerts.NAMES;
      case REQUEST -> RequestedKey.NAMES;
      case BUNDLED -> List.of(BundledSecret.PROPERTY);
      case REMOTE, KUBECONFIG -> List.of(use(secret).key(cluster(secret).id()));
    };
  }

  private static CredentialUse use(SecretPlan secret) {
    return secret.kind() == SecretPlan.Kind.KUBECONFIG
        ? CredentialUse.CONFIG
        : CredentialUse.REMOTE;
  }

  private static String named(List<String> path) {
    return String.join(".", path);
  }
}
