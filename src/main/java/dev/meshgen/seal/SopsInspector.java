package dev.meshgen.seal;

import dev.meshgen.model.AgeRecipient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  void inspect(DocumentNode.Mapping document, SopsMetadata metadata) {
    for (var entry : document.entries().entrySet()) {
      if (!entry.getKey().equals("sops")) {
        walk(entry.getValue().value(), entry.getKey(), isSealed(entry.getKey()));
      }
    }
    value(metadata.mac(), "sops.mac");
    if (!metadata.rule().equals(SopsMetadata.RULE)) {
      problems.add("it is sealed by another rule than " + SopsMetadata.RULE);
    }
    if (metadata.stamp().isEmpty()) {
      problems.add("sops.lastmodified is not an RFC 3339 time");
    }
    for (String service : metadata.foreignKeys()) {
      problems.add("it can also be opened by a key of sops." + service);
    }
    envelopes(metadata.age());
  }

  private void envelopes(List<SopsMetadata.Envelope> envelopes) {
    if (envelopes.isEmpty()) {
      problems.add("it is sealed for no age recipient");
    }
    var seen = new TreeSet<String>();
    for (int i = 0; i < envelopes.size(); i++) {
      SopsMetadata.Envelope envelope = envelopes.get(i);
      AgeRecipient.Parsed parsed = AgeRecipient.parse(envelope.recipient());
      if (parsed.recipient().isEmpty()) {
        problems.add("recipient " + (i + 1) + " of sops.age " + parsed.reason());
      } else if (!seen.add(envelope.recipient())) {
        problems.add("recipient " + envelope.recipient() + " stands twice in sops.age");
      }
      String problem = AgeStructure.problem(envelope.armored());
      if (!problem.isEmpty()) {
        problems.add("envelope " + (i + 1) + " of sops.age " + problem);
      }
    }
  }

  private void walk(DocumentNode node, String path, boolean sealed) {
    if (node instanceof DocumentNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, entry) -> walk(entry.value(), path + "." + name, sealed || isSealed(name)));
    } else if (node instanceof DocumentNode.Text text) {
      if (sealed) {
        lengths.put(path, value(text.value(), path));
      }
    } else if (!(node instanceof DocumentNode.Null)) {
      problems.add("\"" + path + "\" is neither a string nor a mapping");
    }
  }

  /** The length of the plaintext in bytes, which is the ciphertext's; 0 if there is none. */
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
      problems.add("\"" + path + "\" has the IV of another value, which gives both away");
    }
    return value.data().length;
  }

  private static boolean isSealed(String name) {
    return SecretManifest.SEALED_SECTIONS.contains(name);
  }
}
