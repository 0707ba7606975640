package dev.meshgen.seal;

import dev.meshgen.seal.SealException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code sops} block of a file. Nothing in it is authenticated but the time
 * (stores/metadata.go).
 *
 * @param age one envelope for each recipient
 * @param foreignKeys what else opens the file: {@code pgp}, {@code kms}, …
 * @param rule the field that says which values are sealed, {@code key: value}
 * @param lastModified the text as it stands in the file
 */
record SopsMetadata(
    List<Envelope> age,
    List<String> foreignKeys,
    String rule,
    String lastModified,
    String mac,
    boolean macOverSealedOnly) {

  static final String RULE = "encrypted_regex: ^(data|stringData)$";
  static final String VERSION = "3.13.2";

  private static final List<String> RULE_KEYS =
      List.of(
          "encrypted_regex",
          "encrypted_suffix",
          "unencrypted_suffix",
          "unencrypted_regex",
          "encrypted_comment_regex",
          "unencrypted_comment_regex");
  private static final List<String> KEY_SERVICES =
      List.of("kms", "gcp_kms", "azure_kv", "hc_vault", "hckms", "pgp", "key_groups");

  /** The data key for one recipient. */
  record Envelope(String recipient, String armored) {}

  static SopsMetadata of(DocumentNode.Mapping document) throws SealException {
    DocumentNode node = document.get("sops");
    if (node == null) {
      throw new SealException(Reason.MALFORMED, "it has no sops block: it was never sealed");
    }
    if (!(node instanceof DocumentNode.Mapping block)) {
      throw new SealException(Reason.MALFORMED, "its sops block is not a mapping");
    }
    return new SopsMetadata(
        envelopes(block.get("age")),
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

  List<String> recipients() {
    var recipients = new ArrayList<String>(age.size());
    for (Envelope envelope : age) {
      recipients.add(envelope.recipient());
    }
    return List.copyOf(recipients);
  }

  private static List<Envelope> envelopes(DocumentNode node) throws SealException {
    var envelopes = new ArrayList<Envelope>();
    if (node == null || node instanceof DocumentNode.Null) {
      return List.of();
    }
    if (!(node instanceof DocumentNode.Sequence list)) {
      throw new SealException(Reason.MALFORMED, "sops.age is not a list");
    }
    for (DocumentNode item : list.items()) {
      if (!(item instanceof DocumentNode.Mapping entry)) {
        throw new SealException(Reason.MALFORMED, "an entry of sops.age is not a mapping");
      }
      envelopes.add(new Envelope(text(entry, "recipient"), text(entry, "enc")));
    }
    return List.copyOf(envelopes);
  }

  private static List<String> foreignKeys(DocumentNode.Mapping block) {
    var services = new ArrayList<String>();
    for (String service : KEY_SERVICES) {
      DocumentNode node = block.get(service);
      boolean empty = node instanceof DocumentNode.Sequence list && list.items().isEmpty();
      if (node != null && !empty && !(node instanceof DocumentNode.Null)) {
        services.add(service);
      }
    }
    return List.copyOf(services);
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
