package dev.meshgen.seal.sealedsecrets;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.model.SealScope;
import dev.meshgen.pki.RsaCertificate;
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
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Secret that a controller in its cluster makes of a {@code SealedSecret}. What is sealed stays
 * as it is once it was sealed; all around it is written again at any time.
 *
 * @param readable what is public, by name
 * @param sealed what is not, in Base64, by name
 */
public record SealedSecretFile(Map<String, String> readable, Map<String, String> sealed) {
  private static final List<String> SEALED = List.of("spec", "encryptedData");
  private static final List<String> READABLE = List.of("spec", "template", "data");
  private static final String ANNOTATION = "sealedsecrets.bitnami.com/";
  private static final String SECRET = "Secret";

  /** Of what the controller would put a secret into. */
  private static final String TEMPLATE = "{{";

  public SealedSecretFile {
    readable = Collections.unmodifiableMap(new LinkedHashMap<>(readable));
    sealed = Collections.unmodifiableMap(new LinkedHashMap<>(sealed));
  }

  /**
   * Seals what is secret of a manifest.
   *
   * @param name under which, and {@code namespace} in which, a controller is to open it
   */
  public static SealedSecretFile seal(
      SecretManifest manifest,
      RsaCertificate certificate,
      SealScope scope,
      String namespace,
      String name,
      SecureRandom random) {
    String label = SealedValue.label(scope, namespace, name);
    Map<String, String> readable = new LinkedHashMap<>();
    Map<String, String> sealed = new LinkedHashMap<>();
    values(manifest)
        .forEach(
            (key, field) -> {
              if (field instanceof ManifestField.Secret secret) {
                sealed.put(key, SealedValue.seal(secret.value(), certificate.key(), label, random));
              } else {
                readable.put(key, ((ManifestField.Text) field).value());
              }
            });
    return new SealedSecretFile(readable, sealed);
  }

  private static Map<String, ManifestField> values(SecretManifest manifest) {
    return ((ManifestField.Branch) manifest.root().fields().get("stringData")).fields();
  }

  /** The same with another readable value. */
  public SealedSecretFile with(String name, String text) {
    Map<String, String> changed = new LinkedHashMap<>(readable);
    changed.put(name, text);
    return new SealedSecretFile(changed, sealed);
  }

  /**
   * The file.
   *
   * @param manifest of which the readable part counts; only a Secret is for a controller
   * @param header lines that each start with {@code #}
   */
  public byte[] write(SecretManifest manifest, SealScope scope, String header) {
    Map<String, Object> object =
        manifest.text("kind").equals(Optional.of(SECRET))
            ? sealedSecret(manifest, scope)
            : waiting(manifest);
    return (header + "\n" + YamlWriter.write(object)).getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Object> sealedSecret(SecretManifest manifest, SealScope scope) {
    Map<String, Object> inner = place(manifest);
    for (String section : List.of("labels", "annotations")) {
      Map<String, Object> texts = texts(manifest, section);
      if (section.equals("annotations") && scope.isAnnotated()) {
        texts.put(ANNOTATION + scope.id(), "true");
      }
      if (!texts.isEmpty()) {
        inner.put(section, texts);
      }
    }
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("metadata", inner);
    template.put("type", manifest.text("type").orElse("Opaque"));
    Map<String, String> data = new LinkedHashMap<>();
    for (Map.Entry<String, ManifestField> value : values(manifest).entrySet()) {
      if (value.getValue() instanceof ManifestField.Text text) {
        data.put(value.getKey(), text.value());
      }
    }
    if (!data.isEmpty()) {
      template.put("data", data);
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("encryptedData", sealed);
    spec.put("template", template);
    Map<String, Object> outer = place(manifest);
    if (scope.isAnnotated()) {
      outer.put("annotations", Map.of(ANNOTATION + scope.id(), "true"));
    }
    return object("bitnami.com/v1alpha1", "SealedSecret", outer, spec);
  }

  /** What is to become a Secret: nothing applies it before. */
  private Map<String, Object> waiting(SecretManifest manifest) {
    return object(
        manifest.text("apiVersion").orElseThrow(),
        manifest.text("kind").orElseThrow(),
        place(manifest),
        Map.of("encryptedData", sealed));
  }

  private static Map<String, Object> object(
      String apiVersion, String kind, Map<String, Object> metadata, Map<String, Object> spec) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    object.put("metadata", metadata);
    object.put("spec", spec);
    return object;
  }

  private static Map<String, Object> place(SecretManifest manifest) {
    Map<String, Object> place = new LinkedHashMap<>();
    for (String field : List.of("name", "namespace")) {
      manifest.text("metadata", field).ifPresent(text -> place.put(field, text));
    }
    return place;
  }

  private static Map<String, Object> texts(SecretManifest manifest, String section) {
    Map<String, Object> texts = new LinkedHashMap<>();
    ManifestField.Branch metadata = (ManifestField.Branch) manifest.root().fields().get("metadata");
    if (metadata.fields().get(section) instanceof ManifestField.Branch branch) {
      branch.fields().forEach((key, text) -> texts.put(key, ((ManifestField.Text) text).value()));
    }
    return texts;
  }

  /**
   * What a file holds.
   *
   * @throws SealException if it is not one that {@link #write} makes
   */
  public static SealedSecretFile read(byte[] content) throws SealException {
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read("the file", content, report);
    if (report.hasErrors() || documents.size() != 1) {
      throw new SealException(Reason.MALFORMED, "the file is not one document of YAML");
    }
    YamlNode root = documents.get(0).root();
    Map<String, String> sealed = texts(root, SEALED);
    if (sealed.isEmpty()) {
      throw new SealException(Reason.MALFORMED, "it has no " + String.join(".", SEALED));
    }
    for (Map.Entry<String, String> value : sealed.entrySet()) {
      Optional<String> problem = SealedValue.problem(value.getValue());
      if (problem.isPresent()) {
        throw new SealException(Reason.MALFORMED, value.getKey() + " " + problem.get());
      }
    }
    Map<String, String> readable = texts(root, READABLE);
    readable.values().removeIf(text -> text.contains(TEMPLATE));
    return new SealedSecretFile(readable, sealed);
  }

  private static Map<String, String> texts(YamlNode root, List<String> way) {
    Optional<YamlNode> node = Optional.of(root);
    for (String key : way) {
      node = node.flatMap(each -> each instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    Map<String, String> texts = new LinkedHashMap<>();
    if (node.orElse(null) instanceof YamlMap map) {
      map.entries()
          .forEach(
              (key, entry) -> {
                if (entry.value() instanceof YamlScalar scalar
                    && scalar.value() instanceof String text) {
                  texts.put(key, text);
                }
              });
    }
    return texts;
  }
}
