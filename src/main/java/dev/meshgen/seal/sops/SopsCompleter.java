package dev.meshgen.seal.sops;

import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Writes other readable fields around values that are sealed already. A value is bound to its own
 * path, and by {@link SealRule#KEYS} the MAC covers nothing else: so no key is needed.
 */
final class SopsCompleter {
  private static final String BLOCK = "\nsops:\n";
  private static final String MAC_ONLY = SopsMetadata.MAC_ONLY + ": true";

  private final YamlMap document;
  private final String text;
  private final SealRule rule;

  SopsCompleter(byte[] content) throws SealException {
    this.document = SopsDocument.read(content);
    this.text = SopsDocument.decode(content);
    this.rule =
        SopsReaders.rule(content)
            .filter(SealRule::macOnlySealed)
            .filter(found -> isKeptAsItIs())
            .orElseThrow(
                () ->
                    new SealException(
                        Reason.UNSUPPORTED, "its readable fields cannot be changed without a key"));
  }

  /**
   * Whether what sops says of the file is a block behind all else, which can be kept as it is, and
   * says that the MAC covers no more than the rule says.
   */
  private boolean isKeptAsItIs() {
    int start = text.lastIndexOf(BLOCK);
    String block = start < 0 ? "" : text.substring(start + BLOCK.length());
    return block.lines().allMatch(line -> line.isEmpty() || line.startsWith(" "))
        && block.lines().map(String::strip).anyMatch(MAC_ONLY::equals);
  }

  /** The file with the fields of a manifest, whose secrets are those of the file. */
  byte[] complete(SecretManifest manifest, String header) throws SealException {
    Map<String, Integer> had = new SopsFile(document, SopsMetadata.of(document)).plaintextLengths();
    SopsWriter writer = new SopsWriter(this::sealed, rule);
    String front = writer.front(manifest, header);
    if (!writer.isMissing() && had.size() == writer.sealed()) {
      String block = text.substring(text.lastIndexOf(BLOCK) + 1);
      return (front + block).getBytes(StandardCharsets.UTF_8);
    }
    throw new SealException(Reason.MALFORMED, "it does not hold exactly one key");
  }

  /** What is written at a path that ends with a colon. */
  private Optional<String> sealed(String path) {
    Optional<YamlNode> node = Optional.of(document);
    for (String key : path.substring(0, path.length() - 1).split(":")) {
      node = node.flatMap(at -> at instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    return node.flatMap(SopsDocument::text)
        .filter(found -> EncryptedValue.parse(found).isPresent());
  }
}
