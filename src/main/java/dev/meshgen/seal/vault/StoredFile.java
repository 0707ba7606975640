package dev.meshgen.seal.vault;

import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.model.StoreReader;
import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import dev.meshgen.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Secret of which Git holds the public part, and Vault the rest: an object that has both put
 * together in a cluster. A function of what it is made of, so that it can be written again at any
 * time.
 */
public final class StoredFile {
  /** A key that has no certificate yet: nothing fetches it before. */
  private static final String WAITING = "RequestedCertificateAuthority";

  /** The place of what is public, and of templates for what is not, by reader. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          WAITING,
          List.of("spec", "vault"),
          "ExternalSecret",
          List.of("spec", "target", "template", "data"),
          "VaultStaticSecret",
          List.of("spec", "destination", "transformation", "templates"));

  private static final String TEXT = "text";
  private static final String TEMPLATE = "{{";

  private StoredFile() {}

  /**
   * What is secret in a manifest, by the name that it has in Vault: without dots and dashes, which
   * templates cannot name.
   */
  public static Map<String, SecretBytes> secrets(SecretManifest manifest) {
    Map<String, SecretBytes> secrets = new LinkedHashMap<>();
    values(manifest)
        .forEach(
            (name, field) -> {
              if (field instanceof ManifestField.Secret secret) {
                secrets.put(property(secrets.size()), secret.value());
              }
            });
    return Collections.unmodifiableMap(secrets);
  }

  private static String property(int before) {
    return before == 0 ? "value" : "value" + (before + 1);
  }

  private static Map<String, ManifestField> values(SecretManifest manifest) {
    return ((ManifestField.Branch) manifest.root().fields().get("stringData")).fields();
  }

  /**
   * The file.
   *
   * @param manifest whose secrets are not looked at
   * @param at where they are kept
   * @param header lines that each start with {@code #}
   */
  public static byte[] write(
      SecretManifest manifest, StoredFacts at, StoreReader reader, String header) {
    Map<String, Object> object =
        manifest.text("kind").equals(Optional.of(WAITING))
            ? waiting(manifest, at)
            : reader.kind() == StoreReader.Kind.EXTERNAL_SECRETS
                ? externalSecret(manifest, at, reader)
                : staticSecret(manifest, at, reader);
    return (header + "\n" + YamlWriter.write(object)).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> waiting(SecretManifest manifest, StoredFacts at) {
    Map<String, Object> object =
        ExternalSecret.map(
            "apiVersion", manifest.text("apiVersion").orElseThrow(), "kind", WAITING);
    object.put("metadata", ExternalSecret.map("name", ExternalSecret.name(manifest)));
    object.put(
        "spec",
        ExternalSecret.map("vault", ExternalSecret.map("mount", at.mount(), "path", at.path())));
    return object;
  }

  private static Map<String, Object> externalSecret(
      SecretManifest manifest, StoredFacts at, StoreReader reader) {
    Map<String, String> templates = new LinkedHashMap<>();
    int secrets = 0;
    for (Map.Entry<String, ManifestField> entry : values(manifest).entrySet()) {
      templates.put(
          entry.getKey(),
          entry.getValue() instanceof ManifestField.Text text
              ? text.value()
              : "{{ ." + property(secrets++) + " }}");
    }
    return new ExternalSecret(reader.access().orElseThrow(), reader.interval(), "Retain")
        .of(
            manifest,
            templates,
            secrets(manifest).keySet().stream()
                .map(property -> new ExternalSecret.Source(property, at.path()))
                .toList());
  }

  private static Map<String, Object> staticSecret(
      SecretManifest manifest, StoredFacts at, StoreReader reader) {
    Map<String, Object> templates = new LinkedHashMap<>();
    int secrets = 0;
    for (Map.Entry<String, ManifestField> entry : values(manifest).entrySet()) {
      String text =
          entry.getValue() instanceof ManifestField.Text readable
              ? readable.value()
              : "{{ get .Secrets \"" + property(secrets++) + "\" }}";
      templates.put(entry.getKey(), ExternalSecret.map(TEXT, text));
    }
    // Whatever Vault holds beside that, and all of it in one entry, is of no use to istiod, which
    // takes every entry of a remote secret for a cluster.
    Map<String, Object> transformation = ExternalSecret.map("excludeRaw", true);
    transformation.put("excludes", List.of(".*"));
    transformation.put("templates", templates);
    Map<String, Object> destination =
        ExternalSecret.map("name", ExternalSecret.name(manifest), "create", true);
    destination.put("type", manifest.text("type").orElse("Opaque"));
    ExternalSecret.metadata(manifest, destination);
    destination.put("transformation", transformation);
    Map<String, Object> spec = new LinkedHashMap<>();
    reader.access().ifPresent(access -> spec.put("vaultAuthRef", access.name()));
    spec.put("mount", at.mount());
    spec.put("type", "kv-v2");
    spec.put("path", at.path());
    spec.put("refreshAfter", reader.interval());
    spec.put("destination", destination);
    return ExternalSecret.object(
        "secrets.hashicorp.com/v1beta1", "VaultStaticSecret", manifest, spec);
  }

  /**
   * What is public in a file, by name.
   *
   * @throws SealException if the file is not one that {@link #write} makes
   */
  public static Map<String, String> readable(byte[] content) throws SealException {
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read("the file", content, report);
    if (report.hasErrors() || documents.size() != 1) {
      throw new SealException(Reason.MALFORMED, "the file is not one document of YAML");
    }
    Optional<YamlNode> root = Optional.of(documents.get(0).root());
    Optional<List<String>> way = text(below(root, "kind")).map(VALUES::get);
    if (way.isEmpty()) {
      throw new SealException(
          Reason.MALFORMED, "it is neither an ExternalSecret nor a VaultStaticSecret");
    }
    Optional<YamlNode> values = root;
    for (String key : way.get()) {
      values = below(values, key);
    }
    if (!(values.orElse(null) instanceof YamlMap map)) {
      throw new SealException(Reason.MALFORMED, "it has no " + String.join(".", way.get()));
    }
    Map<String, String> readable = new LinkedHashMap<>();
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      Optional<YamlNode> value = Optional.of(entry.getValue().value());
      text(value)
          .or(() -> text(below(value, TEXT)))
          .filter(text -> !text.contains(TEMPLATE))
          .ifPresent(text -> readable.put(entry.getKey(), text));
    }
    return readable;
  }

  private static Optional<YamlNode> below(Optional<YamlNode> node, String key) {
    return node.flatMap(each -> each instanceof YamlMap map ? map.get(key) : Optional.empty());
  }

  private static Optional<String> text(Optional<YamlNode> node) {
    return node.flatMap(
        each ->
            each instanceof YamlScalar scalar && scalar.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty());
  }
}
