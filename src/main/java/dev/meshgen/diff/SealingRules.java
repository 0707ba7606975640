package dev.meshgen.diff;

import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of {@code .sops.yaml} by the files that they are for, with who opens those. */
final class SealingRules {
  private static final String RULES = "creation_rules";
  private static final String FILES = "path_regex";
  private static final String GROUPS = "key_groups";

  /** What a rule of sops (config/config.go) says beside its keys, which have a field a kind. */
  private static final Set<String> SETTINGS =
      Set.of(
          FILES,
          "aws_profile",
          "encrypted_comment_regex",
          "encrypted_regex",
          "encrypted_suffix",
          "mac_only_encrypted",
          "shamir_threshold",
          "unencrypted_comment_regex",
          "unencrypted_regex",
          "unencrypted_suffix");

  private SealingRules() {}

  /** Rules by their {@code path_regex}; anything else stays as it is. */
  static YamlNode readable(YamlNode root) {
    if (!(root instanceof YamlMap map)
        || !(map.get(RULES).orElse(null) instanceof YamlList rules)) {
      return root;
    }
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    map.entries().forEach((key, entry) -> fields.put(key, entry.value()));
    fields.put(
        RULES, new YamlList(rules.span(), rules.items().stream().map(SealingRules::rule).toList()));
    return ReadableContent.map(fields, map.span());
  }

  private static YamlNode rule(YamlNode node) {
    if (!(node instanceof YamlMap rule)) {
      return node;
    }
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    List<YamlNode> recipients = new ArrayList<>();
    rule.entries()
        .forEach(
            (key, entry) -> {
              if (key.equals(GROUPS) && isOne(entry.value())) {
                recipients.addAll(ofGroup(((YamlList) entry.value()).items().get(0)));
              } else if (key.equals(GROUPS) || SETTINGS.contains(key)) {
                fields.put(key, entry.value());
              } else {
                recipients.addAll(ofKind(key, entry.value()));
              }
            });
    fields.putIfAbsent(FILES, ReadableContent.text(".*", rule.span()));
    fields.put(ReadableContent.RECIPIENTS, new YamlList(rule.span(), recipients));
    return ReadableContent.map(fields, rule.span());
  }

  /** Of several groups some have to open a file together: those stay as they are. */
  private static boolean isOne(YamlNode groups) {
    return groups instanceof YamlList list
        && list.items().size() == 1
        && list.items().get(0) instanceof YamlMap;
  }

  private static List<YamlNode> ofGroup(YamlNode group) {
    List<YamlNode> recipients = new ArrayList<>();
    ((YamlMap) group)
        .entries()
        .forEach((kind, entry) -> recipients.addAll(ofKind(kind, entry.value())));
    return recipients;
  }

  private static List<YamlNode> ofKind(String kind, YamlNode keys) {
    List<YamlNode> recipients = new ArrayList<>();
    if (keys instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        recipients.add(recipient(kind, name(item), item));
      }
    } else {
      for (String key : NodeText.unquoted(keys).split(",")) {
        recipients.add(recipient(kind, key.strip(), keys));
      }
    }
    return recipients;
  }

  private static YamlNode recipient(String kind, String name, YamlNode at) {
    return ReadableContent.text(kind + ": " + name, at.span());
  }

  /** What a key is called; with all that is said of it, if that is more. */
  private static String name(YamlNode item) {
    boolean plain = item instanceof YamlMap map && map.entries().size() == 1;
    Optional<String> name = plain ? ReadableContent.recipient(item) : Optional.empty();
    return item instanceof YamlScalar ? NodeText.unquoted(item) : name.orElse(NodeText.of(item));
  }
}
