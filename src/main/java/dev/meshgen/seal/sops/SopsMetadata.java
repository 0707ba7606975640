package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SealRule;
import dev.meshgen.yaml.YamlList;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The {@code sops} block of a file. Nothing in it is authenticated but the time
 * (stores/metadata.go).
 *
 * @param keys the data key for each recipient
 * @param foreignKeys what else opens the file, or looks like it: groups beside lists, or in a group
 * @param rule the field that says which values are sealed, {@code key: value}
 * @param lastModified the text as it is in the file
 */
record SopsMetadata(
    KeyGroups keys,
    List<String> foreignKeys,
    String rule,
    String lastModified,
    String mac,
    boolean macOverSealedOnly) {

  static final String REGEX = "encrypted_regex";
  static final String MAC_ONLY = "mac_only_encrypted";
  static final String GROUPS = "key_groups";
  static final String THRESHOLD = "shamir_threshold";
  static final String VERSION = "3.13.2";

  private static final List<String> RULE_KEYS =
      List.of(
          REGEX,
          "encrypted_suffix",
          "unencrypted_suffix",
          "unencrypted_regex",
          "encrypted_comment_regex",
          "unencrypted_comment_regex");

  static SopsMetadata of(YamlMap document) throws SealException {
    YamlNode node =
        document
            .get("sops")
            .orElseThrow(
                () ->
                    new SealException(
                        Reason.MALFORMED, "it has no sops block: it was never sealed"));
    if (!(node instanceof YamlMap block)) {
      throw new SealException(Reason.MALFORMED, "its sops block is not a mapping");
    }
    SortedMap<String, List<KeyEntry>> lists = lists(block, "sops.");
    List<String> foreign = foreignKeys(block);
    KeyGroups keys = KeyGroups.single(lists);
    if (lists.isEmpty() && foreign.remove(GROUPS)) {
      keys = groups(block, foreign);
    }
    return new SopsMetadata(
        keys,
        List.copyOf(foreign),
        rule(block),
        text(block, "lastmodified"),
        text(block, "mac"),
        isTrue(block.get(MAC_ONLY)));
  }

  /** The rule, if it is one by which meshgen seals. */
  Optional<SealRule> sealRule() {
    return Arrays.stream(SealRule.values())
        .filter(each -> rule.equals(REGEX + ": " + each.regex()))
        .findFirst();
  }

  /** What is wrong with any other rule. */
  static String otherRule() {
    return "it is sealed by a rule other than "
        + Arrays.stream(SealRule.values())
            .map(each -> REGEX + ": " + each.regex())
            .collect(Collectors.joining(" or "));
  }

  /** When the file was sealed, if it says so in a form that sops reads. */
  Optional<Rfc3339.Stamp> stamp() {
    return Rfc3339.parse(lastModified);
  }

  /** Whom the entries name, of each kind in the order of the file. */
  List<Recipient> recipients() {
    return keys.recipients();
  }

  /** How sops reads them where there are no lists beside. */
  private static KeyGroups groups(YamlMap block, List<String> foreign) throws SealException {
    if (!(block.get(GROUPS).orElseThrow() instanceof YamlList list)) {
      throw new SealException(Reason.MALFORMED, "sops." + GROUPS + " is not a list");
    }
    List<SortedMap<String, List<KeyEntry>>> groups = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlMap group)) {
        throw new SealException(Reason.MALFORMED, "a key group is not a mapping");
      }
      foreign.addAll(foreignKeys(group));
      groups.add(lists(group, "a key group's "));
    }
    int needed = groups.size() == 1 ? 1 : needed(block.get(THRESHOLD), groups.size());
    return new KeyGroups(groups, needed);
  }

  /** sops takes all groups for needed where a file does not say how many are. */
  private static int needed(Optional<YamlNode> node, int groups) throws SealException {
    if (node.isEmpty()) {
      return groups;
    }
    String text = node.get() instanceof YamlScalar scalar ? scalar.text() : "";
    for (int needed = 2; needed <= groups; needed++) {
      if (text.equals(Integer.toString(needed))) {
        return needed;
      }
    }
    throw new SealException(
        Reason.MALFORMED, "sops." + THRESHOLD + " is not a number from 2 to the number of groups");
  }

  private static SortedMap<String, List<KeyEntry>> lists(YamlMap map, String where)
      throws SealException {
    SortedMap<String, List<KeyEntry>> lists = new TreeMap<>();
    for (SopsKeyKind kind : SopsKeyKinds.ALL) {
      List<KeyEntry> list = entries(kind, map.get(kind.name()), where);
      if (!list.isEmpty()) {
        lists.put(kind.name(), list);
      }
    }
    return lists;
  }

  private static List<KeyEntry> entries(SopsKeyKind kind, Optional<YamlNode> node, String where)
      throws SealException {
    if (node.isEmpty() || SopsDocument.isNull(node.get())) {
      return List.of();
    }
    if (!(node.get() instanceof YamlList list)) {
      throw new SealException(Reason.MALFORMED, where + kind.name() + " is not a list");
    }
    var entries = new ArrayList<KeyEntry>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlMap entry)) {
        throw new SealException(
            Reason.MALFORMED, "an entry of " + where + kind.name() + " is not a mapping");
      }
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : kind.fields()) {
        fields.put(field, text(entry, field));
      }
      for (String field : kind.optionalFields()) {
        optional(entry, field, fields);
      }
      entries.add(new KeyEntry(fields));
    }
    return List.copyOf(entries);
  }

  /** A text, or the texts of a mapping by {@code field.name}. */
  private static void optional(YamlMap entry, String field, Map<String, String> fields)
      throws SealException {
    Optional<YamlNode> node = entry.get(field);
    if (node.isEmpty() || SopsDocument.isNull(node.get())) {
      return;
    }
    if (node.get() instanceof YamlMap map) {
      for (String name : map.entries().keySet()) {
        fields.put(field + "." + name, text(map, name));
      }
    } else {
      fields.put(field, text(entry, field));
    }
  }

  /** What else opens the file: of lists that sops 3.13 reads, there is a kind for every other. */
  private static List<String> foreignKeys(YamlMap block) {
    boolean grouped = block.get(GROUPS).filter(list -> !isEmpty(list)).isPresent();
    return new ArrayList<>(grouped ? List.of(GROUPS) : List.of());
  }

  private static boolean isEmpty(YamlNode node) {
    return SopsDocument.isNull(node) || node instanceof YamlList list && list.items().isEmpty();
  }

  private static boolean isTrue(Optional<YamlNode> node) {
    return node.isPresent()
        && node.get() instanceof YamlScalar scalar
        && !scalar.quoted()
        && scalar.text().equals("true");
  }

  private static String rule(YamlMap block) {
    var rules = new ArrayList<String>();
    for (String key : RULE_KEYS) {
      block
          .get(key)
          .flatMap(SopsDocument::text)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> rules.add(key + ": " + text));
    }
    return rules.isEmpty() ? "unencrypted_suffix: _unencrypted" : String.join(", ", rules);
  }

  private static String text(YamlMap block, String key) throws SealException {
    return block
        .get(key)
        .flatMap(SopsDocument::text)
        .orElseThrow(
            () ->
                new SealException(Reason.MALFORMED, "its sops block has no text \"" + key + "\""));
  }
}
