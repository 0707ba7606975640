package dev.meshgen.diff;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret that a controller in a cluster makes of an object: what workloads see is compared,
 * however it gets there. Of sealed values, only whether they differ counts.
 */
final class MadeSecret {
  private static final String SPEC = "spec";
  private static final String METADATA = "metadata";
  private static final String TEMPLATE = "template";
  private static final String DATA = "data";
  private static final String SEALED = "sealed";

  /** Of what a program puts a secret into. */
  private static final String FILLED = "{{";

  private final YamlMap object;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();
  private final StringBuilder hidden = new StringBuilder();

  private MadeSecret(YamlMap object) {
    this.object = object;
  }

  /** Empty for any other object. */
  static Optional<YamlMap> of(YamlNode root) {
    if (!(root instanceof YamlMap map)) {
      return Optional.empty();
    }
    MadeSecret made = new MadeSecret(map);
    return switch (map.get("kind").map(NodeText::of).orElse("")) {
      case "SealedSecret" -> Optional.of(made.ofController());
      case "ExternalSecret" -> Optional.of(made.ofStore());
      case "VaultStaticSecret" -> Optional.of(made.ofOperator());
      default -> Optional.empty();
    };
  }

  private YamlMap ofController() {
    YamlMap template = in(SPEC, TEMPLATE);
    read(below(template, DATA));
    in(SPEC, "encryptedData")
        .entries()
        .forEach(
            (name, entry) -> {
              values.put(name, ReadableContent.text(SEALED, entry.value().span()));
              hidden.append(name).append(NodeText.of(entry.value()));
            });
    return secret(below(template, METADATA), template, in(METADATA, "annotations"));
  }

  private YamlMap ofStore() {
    YamlMap target = in(SPEC, "target");
    YamlMap template = below(target, TEMPLATE);
    read(below(template, DATA));
    in(SPEC).get(DATA).map(NodeText::of).ifPresent(hidden::append);
    return secret(named(target, below(template, METADATA)), template, in(SPEC, "secretStoreRef"));
  }

  private YamlMap ofOperator() {
    YamlMap destination = in(SPEC, "destination");
    Map<String, YamlNode> texts = new LinkedHashMap<>();
    below(below(destination, "transformation"), "templates")
        .entries()
        .forEach(
            (name, entry) ->
                Optional.of(entry.value())
                    .filter(YamlMap.class::isInstance)
                    .flatMap(value -> ((YamlMap) value).get("text"))
                    .ifPresent(text -> texts.put(name, text)));
    read(ReadableContent.map(texts, destination.span()));
    for (String field : List.of("mount", "path")) {
      in(SPEC).get(field).map(NodeText::of).ifPresent(hidden::append);
    }
    return secret(named(destination, destination), destination, in());
  }

  private void read(YamlMap texts) {
    texts
        .entries()
        .forEach(
            (name, entry) ->
                values.put(
                    name,
                    NodeText.of(entry.value()).contains(FILLED)
                        ? ReadableContent.text(SEALED, entry.value().span())
                        : entry.value()));
  }

  /** In the namespace of the object, under the name that it gives. */
  private YamlMap named(YamlMap target, YamlMap described) {
    Map<String, YamlNode> metadata = new LinkedHashMap<>();
    target.get("name").ifPresent(name -> metadata.put("name", name));
    in(METADATA).get("namespace").ifPresent(namespace -> metadata.put("namespace", namespace));
    for (String section : List.of("labels", "annotations")) {
      described.get(section).ifPresent(texts -> metadata.put(section, texts));
    }
    return ReadableContent.map(metadata, target.span());
  }

  private YamlMap secret(YamlMap metadata, YamlMap typed, YamlMap way) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    fields.put("apiVersion", ReadableContent.text("v1", object.span()));
    fields.put("kind", ReadableContent.text("Secret", object.span()));
    fields.put(METADATA, metadata);
    typed.get("type").ifPresent(type -> fields.put("type", type));
    fields.put("stringData", ReadableContent.map(values, object.span()));
    object.get("kind").ifPresent(kind -> fields.put("madeOf", kind));
    if (!way.entries().isEmpty()) {
      fields.put("through", way);
    }
    fields.put(
        ReadableContent.CIPHERTEXT,
        ReadableContent.text(
            Sha256.hex(hidden.toString().getBytes(StandardCharsets.UTF_8)), object.span()));
    return ReadableContent.map(fields, object.span());
  }

  private YamlMap in(String... way) {
    YamlMap found = way.length == 0 ? ReadableContent.map(Map.of(), object.span()) : object;
    for (String key : way) {
      found = below(found, key);
    }
    return found;
  }

  private static YamlMap below(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlMap found
        ? found
        : ReadableContent.map(Map.of(), map.span());
  }
}
