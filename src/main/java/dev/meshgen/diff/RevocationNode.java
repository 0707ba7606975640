package dev.meshgen.diff;

import dev.meshgen.bytes.Pem;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RevocationList;
import dev.meshgen.yaml.YamlNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Lists of revoked certificates as a node: a field for each list, and in it one for each serial.
 */
final class RevocationNode {
  /** What rules know a list by. */
  private static final String LIST = "list of ";

  /** What rules know a certificate by that a list revokes. */
  private static final String REVOKED = "revoked ";

  private static final String HEAD = Pem.head(Pem.REVOCATIONS);

  private RevocationNode() {}

  /** Empty if the text has no list, or anything else beside lists. */
  static Optional<YamlNode> of(String text, Span span) {
    if (!text.contains(HEAD)) {
      return Optional.empty();
    }
    try {
      Map<String, YamlNode> lists = new LinkedHashMap<>();
      for (RevocationList list : RevocationList.read(text)) {
        lists.put(LIST + list.authority(), facts(list, span));
      }
      return Optional.of(ReadableContent.map(lists, span));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  private static YamlNode facts(RevocationList list, Span span) {
    Map<String, YamlNode> facts = new LinkedHashMap<>();
    facts.put("from", ReadableContent.text(list.from().toString(), span));
    facts.put("to", ReadableContent.text(list.to().map(Instant::toString).orElse("never"), span));
    for (String serial : new TreeSet<>(list.serials())) {
      facts.put(REVOKED + serial, ReadableContent.text("yes", span));
    }
    return ReadableContent.map(facts, span);
  }
}
