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
import java.util.Collections;
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
 * @param entries the data key for each recipient in the order of the file, by kind; kinds without
 *     any are left out
 * @param foreignKeys what else opens the file: a list of a kind that meshgen does not know
 * @param rule the field that says which values are sealed, {@code key: value}
 * @param lastModified the text as it is in the file
 */
record SopsMetadata(
    SortedMap<String, List<KeyEntry>> entries,
    List<String> foreignKeys,
    String rule,
    String lastModified,
    String mac,
    boolean macOverSealedOnly) {

  static final String REGEX = "encrypted_regex";
  static final String MAC_ONLY = "mac_only_encrypted";
  static final String VERSION = "3.13.2";

  private static final List<String> RULE_KEYS =
      List.of(
          REGEX,
          "encrypted_suffix",
          "unencrypted_suffix",
          "unencrypted_regex",
          "encrypted_comment_regex",
          "unencrypted_comment_regex");

  /**
   * Every list of keys that sops 3.13 reads; of an unknown one it is not clear who can open the
   * file.
   */
  private static final List<String> KEY_LISTS =
      List.of("age", "kms", "gcp_kms", "azure_kv", "hc_vault", "hckms", "pgp", "key_groups");

  SopsMetadata {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

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
    SortedMap<String, List<KeyEntry>> entries = new TreeMap<>();
    for (SopsKeyKind kind : SopsKeyKinds.ALL) {
      List<KeyEntry> list = entries(kind, block.get(kind.name()));
      if (!list.isEmpty()) {
        entries.put(kind.name(), list);
      }
    }
    return new SopsMetadata(
        entries,
        foreignKeys(block),
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
    return "it is sealed by another rule than "
        + Arrays.stream(SealRule.values())
            .map(each -> REGEX + ": " + each.regex())
            .collect(Collectors.joining(" or "));
  }

  /** When the file was sealed, if it says so in a form that sops reads. */
  Optional<Rfc3339.Stamp> stamp() {
    return Rfc3339.parse(lastModified);
  }

  /** The entries of one kind; none if the file has no such list. */
  List<KeyEntry> entries(String kind) {
    return entries.getOrDefault(kind, List.of());
  }

  /** Whom the entries name, of each kind in the order of the file. */
  List<Recipient> recipients() {
    var recipients = new ArrayList<Recipient>();
    entries.forEach(
        (name, list) -> {
          SopsKeyKind kind = SopsKeyKinds.named(name);
          list.forEach(entry -> recipients.add(new Recipient(name, kind.recipient(entry))));
        });
    return List.copyOf(recipients);
  }

  private static List<KeyEntry> entries(SopsKeyKind kind, Optional<YamlNode> node)
      throws SealException {
    if (node.isEmpty() || SopsDocument.isNull(node.get())) {
      return List.of();
    }
    if (!(node.get() instanceof YamlList list)) {
      throw new SealException(Reason.MALFORMED, "sops." + kind.name() + " is not a list");
    }
    var entries = new ArrayList<KeyEntry>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlMap entry)) {
        throw new SealException(
            Reason.MALFORMED, "an entry of sops." + kind.name() + " is not a mapping");
      }
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : kind.fields()) {
        fields.put(field, text(entry, field));
      }
      entries.add(new KeyEntry(fields));
    }
    return List.copyOf(entries);
  }

  private static List<String> foreignKeys(YamlMap block) {
    var foreign = new ArrayList<String>(KEY_LISTS);
    SopsKeyKinds.ALL.forEach(kind -> foreign.remove(kind.name()));
    foreign.removeIf(name -> block.get(name).map(SopsMetadata::isEmpty).orElse(true));
    return List.copyOf(foreign);
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
