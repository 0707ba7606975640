package dev.meshgen.seal.sops;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.yaml.YamlDocument;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import dev.meshgen.yaml.YamlReader;
import dev.meshgen.yaml.YamlScalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file as sops' YAML library reads it: one document, whose quoting decides the types. Aliases,
 * tags and duplicate keys are refused; no message quotes the text, which may be a secret somebody
 * forgot to seal.
 */
final class SopsDocument {
  /** Flux decrypts files up to this size. */
  private static final int MAX_LENGTH = 5 << 20;

  /** What a lenient decoder makes of bytes that encode no character. */
  private static final char IN_PLACE_OF_OTHERS = '\ufffd';

  private SopsDocument() {}

  static YamlMap read(byte[] content) throws SealException {
    if (content.length > MAX_LENGTH) {
      throw malformed("it is larger than " + MAX_LENGTH + " bytes");
    }
    decode(content);
    Report report = new Report();
    List<YamlDocument> documents = YamlReader.read("", content, report);
    Set<Span> ambiguous = new TreeSet<>();
    for (Diagnostic found : report.diagnostics()) {
      // Readers of YAML disagree about it, but sops is only one of them.
      if (found.code() != Code.AMBIGUOUS_SCALAR) {
        throw refused(found.code(), place(found.at()));
      }
      ambiguous.add(found.at());
    }
    if (documents.isEmpty()) {
      throw malformed("it is empty");
    }
    if (documents.size() > 1) {
      throw new SealException(Reason.UNSUPPORTED, "it holds more than one document");
    }
    if (!(documents.get(0).root() instanceof YamlMap root)) {
      throw malformed("it is not a mapping");
    }
    requireKeys(root, ambiguous);
    return root;
  }

  static String decode(byte[] content) throws SealException {
    String lenient = new String(content, StandardCharsets.UTF_8);
    if (lenient.indexOf(IN_PLACE_OF_OTHERS) < 0) {
      return lenient;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("it is not UTF-8");
    }
  }

  /** The string that a node is for sops: anything in quotes, or no other word of YAML's. */
  static Optional<String> text(YamlNode node) {
    return node instanceof YamlScalar scalar
            && (scalar.quoted() || PlainScalar.isString(scalar.text()))
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** Whether a node is nothing, which sops leaves alone. */
  static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar
        && !scalar.quoted()
        && PlainScalar.isNull(scalar.text());
  }

  /** Of the keys that readers disagree about, those that are not strings for sops. */
  private static void requireKeys(YamlMap map, Set<Span> ambiguous) throws SealException {
    for (Map.Entry<String, YamlMap.Entry> entry : map.entries().entrySet()) {
      Span at = entry.getValue().keySpan();
      if (!PlainScalar.isString(entry.getKey()) && ambiguous.contains(at)) {
        throw malformed("a key" + place(at) + " is not a string");
      }
      if (entry.getValue().value() instanceof YamlMap below) {
        requireKeys(below, ambiguous);
      }
    }
  }

  private static SealException refused(Code code, String place) {
    return switch (code) {
      case ALIAS ->
          new SealException(
              Reason.UNSUPPORTED, "it uses an alias" + place + ", which a sealed file never needs");
      case TAG ->
          new SealException(
              Reason.UNSUPPORTED, "it has a tag or anchor" + place + ", which sops never writes");
      case DUPLICATE_KEY -> malformed("duplicate key" + place);
      case NOT_A_MAPPING -> malformed("a key" + place + " is not a string");
      case TOO_LARGE -> malformed("it is nested too deeply");
      default -> malformed("it is not well-formed YAML" + place);
    };
  }

  private static String place(Span at) {
    return at.hasLine() ? " at line " + at.line() : "";
  }

  private static SealException malformed(String what) {
    return new SealException(Reason.MALFORMED, what);
  }
}
