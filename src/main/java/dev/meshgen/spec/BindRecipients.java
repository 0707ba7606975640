package dev.meshgen.spec;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Located;
import dev.meshgen.model.Origins;
import dev.meshgen.model.Recipients;
import dev.meshgen.model.Recipients.NamedKeyFile;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.recipient.Recipient.Share;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Binds lists of recipients, and groups of such lists. What kinds there are is what the schema lets
 * a cluster name.
 */
final class BindRecipients {
  private static final String GROUPS = "keyGroups";
  static final String TRANSIT = "transitAccess";
  private static final String THRESHOLD = "shamirThreshold";

  /** The field of a mapping that names the key. */
  private static final String FIRST = "arn";

  /** The name of each kind, by the field that lists its recipients. */
  private final Map<String, String> kinds = new LinkedHashMap<>();

  /** The fields, with those of groups. */
  private final Set<String> fields = new LinkedHashSet<>();

  BindRecipients(Schemas schemas) {
    for (SchemaField field :
        schemas
            .fields("Cluster")
            .find(List.of("spec", "secrets", "sops"))
            .orElseThrow()
            .fields()
            .values()) {
      if (!field.values().recipients().isEmpty()) {
        kinds.put(field.name(), field.values().recipients());
      }
    }
    fields.addAll(kinds.keySet());
    fields.add(GROUPS);
  }

  /** Of {@code Mesh.spec.secrets}. */
  Recipients bind(TypedFields secrets) {
    TypedFields sops = secrets.in("sops");
    List<Located<Recipient>> clusters = list(sops);
    return new Recipients(
        clusters,
        sops.has("discovery") ? list(sops.in("discovery")) : clusters,
        list(sops.in("root")),
        list(secrets.in(BindSecrets.VAULT).in("bundle")),
        sops.list("pgpKeys").stream().map(BindRecipients::besideSpec).toList(),
        sops.entries("transitKeys", "key", "file").stream().map(this::transitKey).toList(),
        sops.has(TRANSIT)
            ? Optional.of(
                new Origins(sops.in(TRANSIT).map(), sops.map().entries().get(TRANSIT).keySpan()))
            : Optional.empty());
  }

  private NamedKeyFile transitKey(TypedFields entry) {
    String kind = kinds.get("hcVault");
    Located<String> key = entry.located("key");
    Located<String> file = entry.located("file");
    return new NamedKeyFile(
        new Located<>(new Recipient(kind, key.value()), key.at()),
        new Located<>(besideSpec(file), file.at()));
  }

  /** What is relative is relative to the file that names it. */
  static Path besideSpec(Located<String> file) {
    Path folder = Path.of(file.at().file()).getParent();
    return folder == null ? Path.of(file.value()) : folder.resolve(file.value());
  }

  /** Those that a mapping lists beside its other fields, alone and in groups. */
  List<Located<Recipient>> list(TypedFields mapping) {
    List<Located<Recipient>> recipients = new ArrayList<>();
    addTo(recipients, mapping, Share.WHOLE);
    List<TypedFields> groups = mapping.entries(GROUPS);
    int needed = mapping.number(THRESHOLD).orElse(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      addTo(recipients, groups.get(i), new Share(i + 1, needed));
    }
    return recipients;
  }

  private void addTo(List<Located<Recipient>> recipients, TypedFields mapping, Share share) {
    kinds.forEach(
        (field, kind) -> {
          if (mapping.map().get(field).orElse(null) instanceof YamlList list) {
            for (YamlNode item : list.items()) {
              text(item)
                  .map(text -> new Recipient(kind, text, share))
                  .ifPresent(each -> recipients.add(new Located<>(each, item.span())));
            }
          }
        });
  }

  /**
   * What is written: a text; or of a mapping the name of the key, followed by its other fields,
   * each {@code name=value} behind a space, sorted.
   */
  private static Optional<String> text(YamlNode item) {
    if (item instanceof YamlScalar scalar) {
      return Optional.of(String.valueOf(scalar.value()));
    }
    if (!(item instanceof YamlMap map) || map.get(FIRST).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> others = new TreeMap<>();
    for (Map.Entry<String, YamlMap.Entry> field : map.entries().entrySet()) {
      if (field.getValue().value() instanceof YamlMap below) {
        TypedFields.strings(below)
            .forEach((name, value) -> others.put(field.getKey() + "." + name, value));
      } else if (!field.getKey().equals(FIRST)) {
        others.put(field.getKey(), String.valueOf(((YamlScalar) field.getValue().value()).value()));
      }
    }
    StringBuilder text = new StringBuilder(new TypedFields(map).text(FIRST).orElseThrow());
    others.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return Optional.of(text.toString());
  }

  /** Whether there are any. */
  boolean anyIn(YamlMap mapping) {
    return fields.stream().anyMatch(field -> mapping.get(field).isPresent());
  }

  /** Where a {@code null} removes a list. */
  Optional<Span> removedIn(YamlMap mapping) {
    return fields.stream()
        .flatMap(field -> mapping.get(field).stream())
        .filter(JsonTree::isNull)
        .map(YamlNode::span)
        .findFirst();
  }

  /** A mapping without its other fields. */
  YamlMap only(YamlMap mapping) {
    Map<String, YamlMap.Entry> lists = new LinkedHashMap<>(mapping.entries());
    lists.keySet().removeIf(field -> !fields.contains(field) && !field.equals(THRESHOLD));
    return new YamlMap(mapping.span(), lists);
  }
}
