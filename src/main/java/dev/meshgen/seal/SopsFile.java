package dev.meshgen.seal;

import dev.meshgen.model.AgeRecipient;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A YAML file sealed in the format of sops 3.13 for age recipients. Its methods hold no state and
 * may be called from several threads.
 *
 * <p>An instance is what the file says in public. None of that is authenticated: anybody who knows
 * the recipients can write a file that opens.
 */
public final class SopsFile {
  private final DocumentNode.Mapping document;
  private final SopsMetadata metadata;
  private final List<String> problems;
  private final Map<String, Integer> lengths;

  private SopsFile(DocumentNode.Mapping document, SopsMetadata metadata) {
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
   * @param lastModified cut off to seconds; the MAC is bound to it
   * @param header lines that each start with {@code #}, for the top of the file; may be empty
   */
  public static byte[] seal(
      SecretManifest manifest,
      Collection<AgeRecipient> recipients,
      Instant lastModified,
      SecureRandom random,
      String header) {
    requireComment(header);
    try (DataKey key = DataKey.generate(random)) {
      return new SopsWriter(key, () -> iv(random))
          .write(manifest, lastModified, header, wrap(key, recipients));
    }
  }

  /** Reads what is public; needs no key. */
  public static SopsFile read(byte[] content) throws SealException {
    DocumentNode.Mapping document = DocumentReader.read(content);
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
   *     identity fits
   */
  public static SecretManifest open(byte[] content, List<AgeIdentity> identities)
      throws SealException {
    DocumentNode.Mapping document = DocumentReader.read(content);
    SopsMetadata metadata = SopsMetadata.of(document);
    try (DataKey key = SopsOpener.unwrap(metadata, identities)) {
      return new SopsOpener(key, metadata).open(document);
    }
  }

  /**
   * Seals the file for other recipients, after verifying it.
   *
   * <p>If nobody loses access, the data key is wrapped anew and every other byte stays, as with
   * {@code sops updatekeys}. If somebody does, everything is encrypted anew: that reader knows the
   * old data key. (And the old secrets: the caller should replace those too.)
   */
  public static byte[] reseal(
      byte[] content,
      List<AgeIdentity> identities,
      Collection<AgeRecipient> recipients,
      Instant now,
      SecureRandom random)
      throws SealException {
    return new SopsResealer(content, recipients).reseal(identities, now, random);
  }

  /** For whom the file says it is sealed, in its order; may hold kinds meshgen does not support. */
  public List<String> recipients() {
    return metadata.recipients();
  }

  /** Which values are sealed, as {@code encrypted_regex: ^(data|stringData)$}. */
  public String rule() {
    return metadata.rule();
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
    DocumentNode node = document;
    for (String key : path) {
      node = node instanceof DocumentNode.Mapping mapping ? mapping.get(key) : null;
    }
    return node instanceof DocumentNode.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  static SortedMap<AgeRecipient, String> wrap(DataKey key, Collection<AgeRecipient> recipients) {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a file sealed for nobody is lost");
    }
    var envelopes = new TreeMap<AgeRecipient, String>();
    for (AgeRecipient recipient : new TreeSet<>(recipients)) {
      envelopes.put(recipient, AgeEnvelope.wrap(key, recipient));
    }
    return envelopes;
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
