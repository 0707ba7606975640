package dev.meshgen.seal.vault;

import dev.meshgen.model.StoreReader;
import dev.meshgen.seal.ManifestField;
import dev.meshgen.seal.SecretManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object that has External Secrets make a Secret, and keep it as it is in a store. Defaults are
 * written out: Argo CD would otherwise find what the webhook adds.
 *
 * @param store in the namespace of the Secret, or of the cluster
 * @param interval how often the Secret is compared
 * @param deletionPolicy what becomes of it when the store has nothing for it
 */
public record ExternalSecret(StoreReader.Access store, String interval, String deletionPolicy) {
  /** The version of the kinds that make values. */
  static final String GENERATORS = "generators.external-secrets.io/v1alpha1";

  /**
   * A property of an entry of the store, which templates know by its name.
   *
   * @param key of the entry
   */
  public record Source(String property, String key) {}

  /**
   * The object.
   *
   * @param head the Secret, whose values are not looked at
   * @param templates its values, Go templates of what the store has
   */
  public Map<String, Object> of(
      SecretManifest head, Map<String, String> templates, List<Source> sources) {
    Map<String, Object> spec = map("refreshInterval", interval);
    spec.put("secretStoreRef", map("kind", store.kind(), "name", store.name()));
    spec.put("target", target(head, templates, deletionPolicy));
    spec.put("data", sources.stream().map(ExternalSecret::data).toList());
    return object("external-secrets.io/v1", "ExternalSecret", head, spec);
  }

  /**
   * The object for values that a generator makes, again and again. No store has them, so that none
   * can lose them.
   *
   * @param head the Secret, whose values are not looked at
   * @param templates its values, Go templates of what the generator makes
   * @param interval after which it makes others
   * @param kind of the generator, which has the name of the Secret
   */
  public static Map<String, Object> generated(
      SecretManifest head, Map<String, String> templates, String interval, String kind) {
    Map<String, Object> spec = map("refreshInterval", interval);
    spec.put("target", target(head, templates, "Retain"));
    Map<String, Object> reference = map("apiVersion", GENERATORS, "kind", kind, "name", name(head));
    spec.put("dataFrom", List.of(map("sourceRef", map("generatorRef", reference))));
    return object("external-secrets.io/v1", "ExternalSecret", head, spec);
  }

  private static Map<String, Object> target(
      SecretManifest head, Map<String, String> templates, String deletionPolicy) {
    Map<String, Object> template = map("engineVersion", "v2", "mergePolicy", "Replace");
    template.put("type", head.text("type").orElse("Opaque"));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata(head, metadata);
    if (!metadata.isEmpty()) {
      template.put("metadata", metadata);
    }
    template.put("data", templates);
    Map<String, Object> target =
        map("name", name(head), "creationPolicy", "Owner", "deletionPolicy", deletionPolicy);
    target.put("template", template);
    return target;
  }

  private static Map<String, Object> data(Source source) {
    Map<String, Object> reference = map("key", source.key(), "property", source.property());
    reference.put("conversionStrategy", "Default");
    reference.put("decodingStrategy", "None");
    reference.put("metadataPolicy", "None");
    return map("secretKey", source.property(), "remoteRef", reference);
  }

  static Map<String, Object> object(
      String apiVersion, String kind, SecretManifest manifest, Map<String, Object> spec) {
    Map<String, Object> object = map("apiVersion", apiVersion, "kind", kind);
    object.put(
        "metadata",
        map(
            "name",
            name(manifest),
            "namespace",
            manifest.text("metadata", "namespace").orElseThrow()));
    object.put("spec", spec);
    return object;
  }

  static String name(SecretManifest manifest) {
    return manifest.text("metadata", "name").orElseThrow();
  }

  static void metadata(SecretManifest manifest, Map<String, Object> into) {
    ManifestField.Branch metadata = (ManifestField.Branch) manifest.root().fields().get("metadata");
    for (String section : List.of("labels", "annotations")) {
      if (metadata.fields().get(section) instanceof ManifestField.Branch branch) {
        Map<String, Object> texts = new LinkedHashMap<>();
        branch.fields().forEach((key, text) -> texts.put(key, ((ManifestField.Text) text).value()));
        into.put(section, texts);
      }
    }
  }

  static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }
}
