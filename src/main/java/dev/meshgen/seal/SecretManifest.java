package dev.meshgen.seal;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document before sealing: fields that stay readable and, below {@code data} and {@code
 * stringData}, secrets, among which there may be certificates. Not only Kubernetes Secrets have
 * this shape.
 *
 * <p>Secrets are UTF-8 text. Closing erases all of them, also those that were handed in.
 */
public final class SecretManifest implements AutoCloseable {
  private static final List<String> SECTIONS = List.of("data", "stringData");

  private final ManifestField.Branch root;
  private final SealRule rule;

  /**
   * What was opened.
   *
   * @param rule by which it was sealed, and is again
   * @throws IllegalArgumentException if a secret is where it would not be sealed again, or the
   *     other way round
   */
  public SecretManifest(ManifestField.Branch root, SealRule rule) {
    this.root = root;
    this.rule = rule;
    if (root.fields().containsKey("sops")) {
      throw new IllegalArgumentException("\"sops\" is the name of sops' own block");
    }
    requireSealable(root, false);
  }

  /** Starts a manifest; its fields are written in the order that kubectl uses. */
  public static Builder of(String apiVersion, String kind) {
    return new Builder(apiVersion, kind);
  }

  /** The readable string at this path, if there is one: {@code text("metadata", "name")}. */
  public Optional<String> text(String... path) {
    ManifestField field = root;
    for (String key : path) {
      field = field instanceof ManifestField.Branch branch ? branch.fields().get(key) : null;
    }
    return field instanceof ManifestField.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /** By which it is sealed. */
  public SealRule rule() {
    return rule;
  }

  /**
   * Every field that holds something, in document order: readable ones with their text, what the
   * rule seals as a whole and without any.
   */
  public Map<List<String>, Optional<String>> fields() {
    var fields = new LinkedHashMap<List<String>, Optional<String>>();
    collect(root, List.of(), fields);
    return Collections.unmodifiableMap(fields);
  }

  private void collect(
      ManifestField field, List<String> path, Map<List<String>, Optional<String>> fields) {
    boolean sealed = !path.isEmpty() && rule.seals(path.get(path.size() - 1));
    if (sealed || field instanceof ManifestField.Secret) {
      fields.put(path, Optional.empty());
    } else if (field instanceof ManifestField.Text text) {
      fields.put(path, Optional.of(text.value()));
    } else if (field instanceof ManifestField.Branch branch) {
      for (var below : branch.fields().entrySet()) {
        List<String> longer = new ArrayList<>(path);
        longer.add(below.getKey());
        collect(below.getValue(), List.copyOf(longer), fields);
      }
    }
  }

  /**
   * The values directly below {@code data} or {@code stringData}, readable or not, in document
   * order.
   */
  public Map<String, SecretBytes> values() {
    var values = new LinkedHashMap<String, SecretBytes>();
    for (var section : root.fields().entrySet()) {
      if (SECTIONS.contains(section.getKey())
          && section.getValue() instanceof ManifestField.Branch branch) {
        branch.fields().forEach((name, field) -> value(field).ifPresent(v -> values.put(name, v)));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static Optional<SecretBytes> value(ManifestField field) {
    if (field instanceof ManifestField.Secret secret) {
      return Optional.of(secret.value());
    }
    return field instanceof ManifestField.Text text
        ? Optional.of(SecretBytes.ofUtf8(text.value()))
        : Optional.empty();
  }

  /**
   * The same by {@link SealRule#KEYS}. Closing either erases both.
   *
   * @throws IllegalArgumentException if more than certificates would become readable
   */
  public SecretManifest withReadableCertificates() {
    return new SecretManifest(revealed(root), SealRule.KEYS);
  }

  private static ManifestField.Branch revealed(ManifestField.Branch branch) {
    var fields = new LinkedHashMap<String, ManifestField>();
    branch
        .fields()
        .forEach(
            (name, field) -> {
              if (field instanceof ManifestField.Branch below) {
                fields.put(name, revealed(below));
              } else if (field instanceof ManifestField.Secret secret
                  && !SealRule.KEYS.seals(name)) {
                fields.put(name, new ManifestField.Text(certificates(secret.value())));
              } else {
                fields.put(name, field);
              }
            });
    return new ManifestField.Branch(fields);
  }

  private static String certificates(SecretBytes secret) {
    byte[] content = secret.copy();
    boolean certificates = Pem.isPublicInLines(content);
    String text = certificates ? new String(content, StandardCharsets.US_ASCII) : "";
    Arrays.fill(content, (byte) 0);
    if (!certificates) {
      throw new IllegalArgumentException("a value other than a key is not a certificate");
    }
    return text;
  }

  /** All of it, in document order. */
  public ManifestField.Branch root() {
    return root;
  }

  @Override
  public void close() {
    erase(root);
  }

  @Override
  public String toString() {
    return "SecretManifest["
        + text("kind").orElse("?")
        + " "
        + text("metadata", "name").orElse("")
        + ", redacted]";
  }

  private static void erase(ManifestField field) {
    if (field instanceof ManifestField.Secret secret) {
      secret.value().close();
    } else if (field instanceof ManifestField.Branch branch) {
      branch.fields().values().forEach(SecretManifest::erase);
    }
  }

  /**
   * sops decides by name alone, so a label called {@code data} would be sealed with the secrets.
   */
  private void requireSealable(ManifestField field, boolean sealed) {
    if (field instanceof ManifestField.Branch branch) {
      branch.fields().forEach((key, value) -> requireSealable(value, sealed || rule.seals(key)));
    } else if (field instanceof ManifestField.Text && sealed) {
      throw new IllegalArgumentException("a readable field that would be sealed");
    } else if (field instanceof ManifestField.Secret secret) {
      requireSecret(secret.value(), sealed);
    }
  }

  private static void requireSecret(SecretBytes secret, boolean sealed) {
    if (!sealed) {
      throw new IllegalArgumentException("a secret that would not be sealed");
    }
    byte[] content = secret.copy();
    boolean text = isUtf8(content);
    Arrays.fill(content, (byte) 0);
    if (!text) {
      throw new IllegalArgumentException("a secret is not UTF-8 text");
    }
  }

  /** sops would print other bytes as a YAML binary, which no Secret may hold. */
  public static boolean isUtf8(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Collects fields; what is not set is left out. */
  public static final class Builder {
    private final Map<String, ManifestField> head = new LinkedHashMap<>();
    private final Map<String, ManifestField> metadata = new LinkedHashMap<>();
    private final Map<String, ManifestField> labels = new LinkedHashMap<>();
    private final Map<String, ManifestField> annotations = new LinkedHashMap<>();
    private final Map<String, ManifestField> tail = new LinkedHashMap<>();
    private final Map<String, ManifestField> stringData = new LinkedHashMap<>();
    private final Map<String, ManifestField> data = new LinkedHashMap<>();
    private SealRule rule = SealRule.SECTIONS;

    private Builder(String apiVersion, String kind) {
      head.put("apiVersion", new ManifestField.Text(apiVersion));
      head.put("kind", new ManifestField.Text(kind));
    }

    public Builder name(String name) {
      metadata.put("name", new ManifestField.Text(name));
      return this;
    }

    public Builder namespace(String namespace) {
      metadata.put("namespace", new ManifestField.Text(namespace));
      return this;
    }

    public Builder label(String key, String value) {
      labels.put(key, new ManifestField.Text(value));
      return this;
    }

    public Builder annotation(String key, String value) {
      annotations.put(key, new ManifestField.Text(value));
      return this;
    }

    public Builder type(String type) {
      tail.put("type", new ManifestField.Text(type));
      return this;
    }

    /** Text as the reader should see it. */
    public Builder stringData(String name, SecretBytes value) {
      stringData.put(name, new ManifestField.Secret(value));
      return this;
    }

    /** Of what follows, only private keys are sealed. */
    public Builder sealingKeysOnly() {
      rule = SealRule.KEYS;
      return this;
    }

    /** A certificate in PEM, which stays readable: of what is beside it, only keys are sealed. */
    public Builder certificate(String name, String pem) {
      rule = SealRule.KEYS;
      stringData.put(name, new ManifestField.Text(pem));
      return this;
    }

    /** Written as it is: for a Kubernetes Secret the caller passes base64. */
    public Builder data(String name, SecretBytes value) {
      data.put(name, new ManifestField.Secret(value));
      return this;
    }

    /**
     * @throws IllegalArgumentException if a secret is not UTF-8, or a label or annotation has a
     *     name by which sops would seal it
     */
    public SecretManifest build() {
      var sections = new LinkedHashMap<String, ManifestField>(head);
      var described = new LinkedHashMap<String, ManifestField>(metadata);
      putUnlessEmpty(described, "labels", labels);
      putUnlessEmpty(described, "annotations", annotations);
      putUnlessEmpty(sections, "metadata", described);
      sections.putAll(tail);
      putUnlessEmpty(sections, "stringData", stringData);
      putUnlessEmpty(sections, "data", data);
      return new SecretManifest(new ManifestField.Branch(sections), rule);
    }

    private static void putUnlessEmpty(
        Map<String, ManifestField> into, String key, Map<String, ManifestField> fields) {
      if (!fields.isEmpty()) {
        into.put(key, new ManifestField.Branch(fields));
      }
    }
  }
}
