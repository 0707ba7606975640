package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.yaml.YamlMap;
import dev.meshgen.yaml.YamlNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML file sealed in the format of sops 3.13. Its methods hold no state and may be called from
 * several threads.
 *
 * <p>An instance is what the file says in public. None of that is authenticated: anybody who knows
 * the recipients can write a file that opens.
 */
public final class SopsFile {
  private final YamlMap document;
  private final SopsMetadata metadata;
  private final List<String> problems;
  private final Map<String, Integer> lengths;

  SopsFile(YamlMap document, SopsMetadata metadata) {
    this.document = document;
    this.metadata = metadata;
    var inspector = new SopsInspector();
    inspector.inspect(document, metadata);
    this.problems = inspector.problems();
    this.lengths = Collections.unmodifiableMap(inspector.lengths());
  }

  /**
   * Seals a manifest with a new data key. Two calls never give the same bytes.
   *
   * @param recipients at least one; written in their order, each once
   * @param sealing its time is cut off to seconds, and the MAC bound to it
   * @param header lines that each start with {@code #}, for the top of the file; may be empty
   * @throws SealException if a recipient's kind needs a program that is missing
   */
  public static byte[] seal(
      SecretManifest manifest, Collection<Recipient> recipients, Sealing sealing, String header)
      throws SealException {
    requireComment(header);
    try (WrappedKey wrapped = new KeyWrapper(sealing).fresh(recipients)) {
      return new SopsWriter(wrapped.key(), () -> iv(sealing.random()), manifest.rule())
          .write(manifest, sealing.at(), header, wrapped.entries());
    }
  }

  /**
   * Wraps a data key that is used for nothing, to find out whether a file could be sealed.
   *
   * @throws SealException if not
   */
  public static void tryRecipients(Collection<Recipient> recipients, Sealing sealing)
      throws SealException {
    new KeyWrapper(sealing).fresh(recipients).close();
  }

  /** Reads what is public; needs no key. */
  public static SopsFile read(byte[] content) throws SealException {
    YamlMap document = SopsDocument.read(content);
    return new SopsFile(document, SopsMetadata.of(document));
  }

  /**
   * Decrypts the file and verifies its MAC. The caller closes the manifest.
   *
   * <p>The format binds each sealed value to its path, and the MAC covers all values in order.
   * Neither covers the names of readable fields, nor where one readable value ends and the next
   * begins: who relies on a readable field compares it with what it should be.
   *
   * @throws SealException with {@link SealException.Reason#NO_IDENTITY} naming the recipients if no
   *     key fits
   */
  public static SecretManifest open(byte[] content, Keyrings keys) throws SealException {
    YamlMap document = SopsDocument.read(content);
    OpenedFile opened = keys.open(content, document, SopsMetadata.of(document));
    opened.key().ifPresent(DataKey::close);
    return opened.manifest();
  }

  /**
   * Seals the file for other recipients, after verifying it.
   *
   * <p>If no reader loses access, the data key is wrapped again, for all but the one who opens it,
   * and every other byte stays, as with {@code sops updatekeys}. If one does, everything is
   * encrypted again: that reader knows the old data key. (And the old secrets: the caller should
   * replace those too.)
   */
  public static byte[] reseal(
      byte[] content, Keyrings keys, Collection<Recipient> recipients, Sealing sealing)
      throws SealException {
    return new SopsResealer(content, recipients).reseal(keys, sealing);
  }

  /** Whether {@link #reseal} keeps the data key, and every value with it. */
  public static boolean keepsDataKey(
      Collection<Recipient> before, Collection<Recipient> after, PublicKeyFiles files) {
    return SopsResealer.rewraps(before, after, files);
  }

  /**
   * Seals the certificates of the file no longer, after verifying it: all is encrypted again, by
   * {@link SealRule#KEYS}.
   *
   * @throws SealException if it holds more than keys and certificates
   */
  public static byte[] reveal(
      byte[] content, Keyrings keys, Collection<Recipient> recipients, Sealing sealing)
      throws SealException {
    return new SopsResealer(content, recipients).reveal(keys, sealing);
  }

  /**
   * The file with other readable fields, around what is sealed in it. Needs no key.
   *
   * @param manifest the fields, with an empty secret for each that is sealed; closed by the caller
   * @param header as of {@link #seal}
   * @throws SealException if the file is not sealed by {@link SealRule#KEYS}, or holds other values
   */
  public static byte[] complete(byte[] content, SecretManifest manifest, String header)
      throws SealException {
    requireComment(header);
    return new SopsCompleter(content).complete(manifest, header);
  }

  /**
   * The file with a certificate or list of revoked ones beside those that are already readable, or
   * instead of an earlier one. Needs no key: the MAC covers what is sealed, and nothing else.
   *
   * @throws SealException if its MAC covers what is readable, or its lines are not as sops writes
   */
  public static byte[] withReadable(byte[] content, String name, String text) throws SealException {
    return new SopsReadable(content).with(name, text);
  }

  /** For whom the file says it is sealed, in its order; not all need be well-formed. */
  public List<Recipient> recipients() {
    return metadata.recipients();
  }

  /** Which values are sealed; empty if it is by no rule of meshgen's. */
  public Optional<SealRule> rule() {
    return metadata.sealRule();
  }

  /** Empty if the file has no readable time. */
  public Optional<Instant> lastModified() {
    return metadata.stamp().map(Rfc3339.Stamp::instant);
  }

  /** Sentences about what sops would not have written, or what meshgen does not write; in order. */
  public List<String> problems() {
    return problems;
  }

  /**
   * The length in bytes of each sealed value, by its dotted path: {@code stringData.ca-key.pem}.
   */
  public Map<String, Integer> plaintextLengths() {
    return lengths;
  }

  /** The readable string at this path: {@code text("metadata", "name")}. */
  public Optional<String> text(String... path) {
    Optional<YamlNode> node = Optional.of(document);
    for (String key : path) {
      node =
          node.flatMap(parent -> parent instanceof YamlMap map ? map.get(key) : Optional.empty());
    }
    return node.flatMap(SopsDocument::text);
  }

  /**
   * Every readable field with its text, and what is sealed without any, as {@link
   * SecretManifest#fields}.
   */
  public Map<List<String>, Optional<String>> fields() {
    var fields = new LinkedHashMap<List<String>, Optional<String>>();
    for (var entry : document.entries().entrySet()) {
      if (!entry.getKey().equals("sops")) {
        collect(entry.getValue().value(), List.of(entry.getKey()), fields);
      }
    }
    return fields;
  }

  private void collect(
      YamlNode node, List<String> path, Map<List<String>, Optional<String>> fields) {
    if (rule().orElse(SealRule.SECTIONS).seals(path.get(path.size() - 1))) {
      fields.put(path, Optional.empty());
    } else if (node instanceof YamlMap map) {
      map.entries()
          .forEach(
              (key, entry) -> {
                List<String> longer = new ArrayList<>(path);
                longer.add(key);
                collect(entry.value(), List.copyOf(longer), fields);
              });
    } else {
      fields.put(path, SopsDocument.text(node).or(() -> Optional.of("")));
    }
  }

  private static byte[] iv(SecureRandom random) {
    byte[] iv = new byte[EncryptedValue.IV_LENGTH];
    random.nextBytes(iv);
    return iv;
  }

  private static void requireComment(String header) {
    for (String line : header.lines().toList()) {
      if (!line.startsWith("#")) {
        throw new IllegalArgumentException("a header consists of comment lines");
      }
    }
  }
}
