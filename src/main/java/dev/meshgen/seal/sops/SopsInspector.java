package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealRule;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is wrong with a sealed file, as far as it shows without any key. */
final class SopsInspector {
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final TreeSet<String> ivs = new TreeSet<>();

  List<String> problems() {
    return List.copyOf(problems);
  }

  Map<String, Integer> lengths() {
    return lengths;
  }

  void inspect(YamlMap document, SopsMetadata metadata) {
    SealRule rule = metadata.sealRule().orElse(SealRule.SECTIONS);
    for (var entry : document.entries().entrySet()) {
      if (!entry.getKey().equals("sops")) {
        walk(entry.getValue().value(), entry.getKey(), rule, rule.seals(entry.getKey()));
      }
    }
    value(metadata.mac(), "sops.mac");
    if (metadata.sealRule().isEmpty()) {
      problems.add(SopsMetadata.otherRule());
    } else if (metadata.macOverSealedOnly() != rule.macOnlySealed()) {
      problems.add(
          "sops."
              + SopsMetadata.MAC_ONLY
              + (rule.macOnlySealed()
                  ? " is not true"
                  : " is true, so that the MAC covers too little"));
    }
    if (metadata.stamp().isEmpty()) {
      problems.add("sops.lastmodified is not an RFC 3339 time");
    }
    for (String service : metadata.foreignKeys()) {
      problems.add("it can also be opened by a key of sops." + service);
    }
    if (metadata.recipients().isEmpty()) {
      problems.add(
          "it is sealed for no "
              + SopsKeyKinds.anyOf(SopsKeyKinds.ALL, SopsKeyKind::name)
              + " recipient");
    }
    for (String kind : metadata.keys().kinds()) {
      entries(SopsKeyKinds.named(kind), metadata.keys().entries(kind));
    }
  }

  private void entries(SopsKeyKind kind, List<KeyEntry> entries) {
    String list = " of sops." + kind.name() + " ";
    var seen = new TreeSet<String>();
    for (int i = 0; i < entries.size(); i++) {
      int number = i + 1;
      String recipient = kind.recipient(entries.get(i));
      Optional<String> problem = kind.problem(recipient);
      if (problem.isPresent()) {
        problems.add("recipient " + number + list + problem.get());
      } else if (!seen.add(recipient)) {
        problems.add("duplicate recipient " + recipient + " in sops." + kind.name());
      }
      kind.flaw(entries.get(i)).ifPresent(flaw -> problems.add("envelope " + number + list + flaw));
    }
  }

  private void walk(YamlNode node, String path, SealRule rule, boolean sealed) {
    if (node instanceof YamlMap mapping) {
      mapping
          .entries()
          .forEach(
              (name, entry) ->
                  walk(entry.value(), path + "." + name, rule, sealed || rule.seals(name)));
      return;
    }
    Optional<String> text = SopsDocument.text(node);
    if (text.isPresent() && sealed) {
      lengths.put(path, value(text.get(), path));
    } else if (text.isEmpty() && !SopsDocument.isNull(node)) {
      problems.add("\"" + path + "\" is neither a string nor a mapping");
    }
  }

  /** The length of the plaintext in bytes, which is the ciphertext's; 0 without a value. */
  private int value(String text, String path) {
    if (text.isEmpty() && !path.equals("sops.mac")) {
      return 0;
    }
    EncryptedValue value = EncryptedValue.parse(text).orElse(null);
    if (value == null) {
      problems.add("\"" + path + "\" is not encrypted");
      return 0;
    }
    if (value.iv().length != EncryptedValue.IV_LENGTH
        || value.tag().length != EncryptedValue.TAG_LENGTH
        || value.data().length == 0) {
      problems.add("\"" + path + "\" has an IV, tag or text of the wrong size");
    }
    if (!value.type().equals("str")) {
      problems.add("\"" + path + "\" was not a string when sealed");
    }
    if (!ivs.add(Base64.getEncoder().encodeToString(value.iv()))) {
      problems.add("\"" + path + "\" has the IV of another value, which reveals both");
    }
    return value.data().length;
  }
}
