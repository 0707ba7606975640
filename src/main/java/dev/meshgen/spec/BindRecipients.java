package dev.meshgen.spec;

import dev.meshgen.diagnostic.Span;
import dev.meshgen.model.Located;
import dev.meshgen.model.Recipients;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Binds lists of recipients. What kinds there are is what the schema lets a cluster name: each list
 * there is one.
 */
final class BindRecipients {
  private final Set<String> kinds;

  BindRecipients(Schemas schemas) {
    this.kinds =
        schemas
            .fields("Cluster")
            .find(List.of("spec", "secrets", "sops"))
            .orElseThrow()
            .fields()
            .keySet();
  }

  /** Of {@code Mesh.spec.secrets.sops}. */
  Recipients bind(TypedFields sops) {
    List<Located<Recipient>> clusters = list(sops);
    return new Recipients(
        clusters,
        sops.has("discovery") ? list(sops.in("discovery")) : clusters,
        list(sops.in("root")));
  }

  /** Those that a mapping lists beside its other fields. */
  List<Located<Recipient>> list(TypedFields fields) {
    List<Located<Recipient>> recipients = new ArrayList<>();
    for (String kind : kinds) {
      for (Located<String> text : fields.list(kind)) {
        recipients.add(new Located<>(new Recipient(kind, text.value()), text.at()));
      }
    }
    return recipients;
  }

  /** Whether there are any. */
  boolean anyIn(YamlMap fields) {
    return kinds.stream().anyMatch(kind -> fields.get(kind).isPresent());
  }

  /** Where a {@code null} removes a list. */
  Optional<Span> removedIn(YamlMap fields) {
    return kinds.stream()
        .flatMap(kind -> fields.get(kind).stream())
        .filter(JsonTree::isNull)
        .map(YamlNode::span)
        .findFirst();
  }

  /** A mapping without its other fields. */
  YamlMap only(YamlMap fields) {
    Map<String, YamlMap.Entry> lists = new LinkedHashMap<>(fields.entries());
    lists.keySet().retainAll(kinds);
    return new YamlMap(fields.span(), lists);
  }
}
