package dev.meshgen.diff;

import dev.meshgen.bytes.Pem;
import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object as it is compared: certificates by what they say, sealed files by who opens them, YAML
 * inside of a ConfigMap as YAML. Ciphertext is random, so of that only whether it changed counts.
 */
final class ReadableContent {
  private static final String SOPS = "sops";
  private static final String SEALED_PREFIX = "ENC[";

  /** Where a sealed file says who opens it. */
  static final String RECIPIENTS = "recipients";

  /** Which of its fields are encrypted, and what the MAC covers. */
  private static final String SEALING = "sealing";

  /** Whether a sealed value was sealed again. */
  static final String CIPHERTEXT = "ciphertext";

  private final CertificateTexts certificates;

  ReadableContent(CertificateTexts certificates) {
    this.certificates = certificates;
  }

  /** The same object, readable. */
  YamlNode of(YamlNode node) {
    if (!(node instanceof YamlMap map)) {
      return node;
    }
    boolean config = isKind(map, "ConfigMap");
    if (!config && map.get(SOPS).isEmpty()) {
      return fields(map, false);
    }
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, entry) -> {
              if (!key.equals(SOPS)) {
                fields.put(key, value(entry.value(), config && key.equals("data")));
              }
            });
    Optional<YamlNode> sops = map.get(SOPS);
    if (sops.isPresent() && sops.get() instanceof YamlMap block) {
      fields.put(RECIPIENTS, recipients(block));
      fields.put(SEALING, sealing(block));
      fields.put(CIPHERTEXT, text(ciphertext(block), block.span()));
    }
    return map(fields, map.span());
  }

  private YamlNode value(YamlNode node, boolean embedded) {
    if (node instanceof YamlMap map) {
      return fields(map, embedded);
    }
    if (node instanceof YamlList list) {
      List<YamlNode> items = new ArrayList<>(list.items());
      items.replaceAll(item -> value(item, embedded));
      return isSame(items, list.items()) ? list : new YamlList(list.span(), items);
    }
    YamlScalar scalar = (YamlScalar) node;
    if (!(scalar.value() instanceof String string)) {
      return node;
    }
    if (string.startsWith(SEALED_PREFIX)) {
      return text("sealed", scalar.span());
    }
    if (string.contains(Pem.BEGIN)) {
      Optional<YamlNode> readable =
          certificates(string, scalar.span()).or(() -> RevocationNode.of(string, scalar.span()));
      if (readable.isPresent()) {
        return readable.get();
      }
    }
    return embedded && string.indexOf('\n') >= 0 ? yaml(string).orElse(node) : node;
  }

  /** The node itself, if there is nothing in it to be made readable: that is most of them. */
  private YamlNode fields(YamlMap map, boolean embedded) {
    Map<String, YamlNode> readable = new HashMap<>();
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      YamlNode written = field.getValue().value();
      YamlNode value = value(written, embedded);
      if (value != written) {
        readable.put(field.getKey(), value);
      }
    }
    if (readable.isEmpty()) {
      return map;
    }
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    map.entries()
        .forEach((key, entry) -> fields.put(key, readable.getOrDefault(key, entry.value())));
    return map(fields, map.span());
  }

  private static boolean isSame(List<YamlNode> some, List<YamlNode> others) {
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** What the certificates in a text say; empty if it has none, or none that can be read. */
  Optional<YamlNode> certificates(String text, Span span) {
    return certificates
        .of(text)
        .map(
            found ->
                new YamlList(
                    span,
                    found.stream().<YamlNode>map(each -> CertificateNode.of(each, span)).toList()));
  }

  private static Optional<YamlNode> yaml(String string) {
    Report ignored = new Report();
    List<YamlDocument> documents =
        YamlReader.read("", string.getBytes(StandardCharsets.UTF_8), ignored);
    return ignored.hasErrors() || documents.size() != 1
        ? Optional.empty()
        : Optional.of(documents.get(0).root()).filter(YamlMap.class::isInstance);
  }

  /** Of every kind that the file names: {@code age: age1…}, as {@code kind: key}. */
  private static YamlNode recipients(YamlMap sops) {
    List<YamlNode> recipients = new ArrayList<>();
    sops.entries()
        .forEach(
            (kind, entry) -> {
              if (entry.value() instanceof YamlList list) {
                for (YamlNode item : list.items()) {
                  recipient(item)
                      .ifPresent(name -> recipients.add(text(kind + ": " + name, item.span())));
                }
              }
            });
    return new YamlList(sops.span(), recipients);
  }

  /** The fields that name a key in sops' metadata, one for each kind of key. */
  static Optional<String> recipient(YamlNode item) {
    if (!(item instanceof YamlMap map)) {
      return Optional.empty();
    }
    return List.of("recipient", "fp", "arn", "resource_id", "key_name", "name").stream()
        .flatMap(field -> map.get(field).stream())
        .map(NodeText::of)
        .findFirst();
  }

  /** What neither names a key nor is random, nor the version of sops. */
  private static YamlNode sealing(YamlMap sops) {
    Map<String, YamlNode> rules = new LinkedHashMap<>();
    sops.entries()
        .forEach(
            (key, entry) -> {
              if (key.contains("encrypted") || key.equals("shamir_threshold")) {
                rules.put(key, entry.value());
              }
            });
    return map(rules, sops.span());
  }

  private static String ciphertext(YamlMap sops) {
    return Sha256.hex(
        sops.get("mac").map(NodeText::of).orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isKind(YamlMap map, String kind) {
    return map.get("kind").filter(value -> NodeText.of(value).equals(kind)).isPresent();
  }

  /** A text as a node. */
  static YamlScalar text(String text, Span span) {
    return new YamlScalar(span, text, text, true);
  }

  /** Fields as a node. */
  static YamlMap map(Map<String, YamlNode> fields, Span span) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    fields.forEach((key, value) -> entries.put(key, new YamlMap.Entry(span, value)));
    return new YamlMap(span, entries);
  }
}
