package dev.meshgen.seal.sops;

import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** The {@code encrypted_regex} of every file that meshgen seals. */
  static final String SEALED = "^(data|stringData)$";

  static final String RULE = "encrypted_regex: " + SEALED;
  static final String VERSION = "3.13.2";

  private static final List<String> RULE_KEYS =
      List.of(
          "encrypted_regex",
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

  static SopsMetadata of(DocumentNode.Mapping document) throws SealException {
    DocumentNode node = document.get("sops");
    if (node == null) {
      throw new SealException(Reason.MALFORMED, "it has no sops block: it was never sealed");
    }
    if (!(node instanceof DocumentNode.Mapping block)) {
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
        block.get("mac_only_encrypted") instanceof DocumentNode.Other word
            && word.word().equals("true"));
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

  private static List<KeyEntry> entries(SopsKeyKind kind, DocumentNode node) throws SealException {
    if (node == null || node instanceof DocumentNode.Null) {
      return List.of();
    }
    if (!(node instanceof DocumentNode.Sequence list)) {
      throw new SealException(Reason.MALFORMED, "sops." + kind.name() + " is not a list");
    }
    var entries = new ArrayList<KeyEntry>();
    for (DocumentNode item : list.items()) {
      if (!(item instanceof DocumentNode.Mapping entry)) {
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

  private static List<String> foreignKeys(DocumentNode.Mapping block) {
    var foreign = new ArrayList<String>(KEY_LISTS);
    SopsKeyKinds.ALL.forEach(kind -> foreign.remove(kind.name()));
    foreign.removeIf(
        name -> {
          DocumentNode node = block.get(name);
          boolean empty = node instanceof DocumentNode.Sequence list && list.items().isEmpty();
          return node == null || empty || node instanceof DocumentNode.Null;
        });
    return List.copyOf(foreign);
  }

  private static String rule(DocumentNode.Mapping block) {
    var rules = new ArrayList<String>();
    for (String key : RULE_KEYS) {
      if (block.get(key) instanceof DocumentNode.Text text && !text.value().isEmpty()) {
        rules.add(key + ": " + text.value());
      }
    }
    return rules.isEmpty() ? "unencrypted_suffix: _unencrypted" : String.join(", ", rules);
  }

  private static String text(DocumentNode.Mapping block, String key) throws SealException {
    if (block.get(key) instanceof DocumentNode.Text text) {
      return text.value();
    }
    throw new SealException(Reason.MALFORMED, "its sops block has no text \"" + key + "\"");
  }
}
