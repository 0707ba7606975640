package dev.meshgen.seal;

import dev.meshgen.model.AgeRecipient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Changes who may open a file, touching no more lines than that takes. */
final class SopsResealer {
  private final byte[] content;
  private final String text;
  private final DocumentNode.Mapping document;
  private final SopsMetadata metadata;
  private final TreeSet<AgeRecipient> recipients;

  SopsResealer(byte[] content, Collection<AgeRecipient> recipients) throws SealException {
    this.content = content;
    this.document = DocumentReader.read(content);
    this.text = DocumentReader.decode(content);
    this.metadata = SopsMetadata.of(document);
    this.recipients = new TreeSet<>(recipients);
  }

  byte[] reseal(List<AgeIdentity> identities, Instant now, SecureRandom random)
      throws SealException {
    try (DataKey key = SopsOpener.unwrap(metadata, identities);
        SecretManifest manifest = new SopsOpener(key, metadata).open(document)) {
      if (keepsEveryReader()) {
        if (recipients.size() == metadata.age().size()) {
          return content.clone();
        }
        Optional<byte[]> rewrapped = rewrap(key);
        if (rewrapped.isPresent()) {
          return rewrapped.get();
        }
      }
      return SopsFile.seal(manifest, recipients, now, random, header());
    }
  }

  private boolean keepsEveryReader() {
    var wanted = new ArrayList<String>();
    recipients.forEach(recipient -> wanted.add(recipient.toString()));
    return metadata.foreignKeys().isEmpty() && wanted.containsAll(metadata.recipients());
  }

  /** Replaces the lines of {@code sops.age}; empty if they are not lines of their own. */
  private Optional<byte[]> rewrap(DataKey key) {
    if (!(document.get("sops") instanceof DocumentNode.Mapping block)
        || document.flow()
        || block.flow()
        || text.indexOf('\r') >= 0
        || !(block.get("age") instanceof DocumentNode.Sequence)) {
      return Optional.empty();
    }
    DocumentNode.Entry age = block.entries().get("age");
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int end = nextKeyLine(block, age.line(), lines.size() - 1);
    String indent = " ".repeat(age.column());
    String entries = SopsWriter.ageEntries(SopsFile.wrap(key, recipients), 2 * age.column());
    lines.subList(age.line(), end).clear();
    lines.addAll(age.line(), (indent + "age:\n" + entries.stripTrailing()).lines().toList());
    byte[] rewrapped = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return readsBack(rewrapped) ? Optional.of(rewrapped) : Optional.empty();
  }

  /** Guards against layouts in which {@code age} does not end where the next key starts. */
  private boolean readsBack(byte[] rewrapped) {
    try {
      DocumentNode.Mapping again = DocumentReader.read(rewrapped);
      SopsMetadata block = SopsMetadata.of(again);
      return block.recipients().equals(recipients.stream().map(AgeRecipient::toString).toList())
          && block.mac().equals(metadata.mac())
          && block.lastModified().equals(metadata.lastModified());
    } catch (SealException e) {
      return false;
    }
  }

  /** The first line behind this one on which another key of the block or of the document starts. */
  private int nextKeyLine(DocumentNode.Mapping block, int line, int last) {
    int next = last;
    for (DocumentNode.Mapping mapping : List.of(block, document)) {
      for (DocumentNode.Entry entry : mapping.entries().values()) {
        if (entry.line() > line && entry.line() < next) {
          next = entry.line();
        }
      }
    }
    return next;
  }

  /** The comment lines at the top. */
  private String header() {
    var header = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("#")) {
        break;
      }
      header.add(line);
    }
    return String.join("\n", header);
  }
}
