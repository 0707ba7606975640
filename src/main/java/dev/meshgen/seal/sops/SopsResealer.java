package dev.meshgen.seal.sops;

import dev.meshgen.recipient.PublicKeyFiles;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.Reason;
import dev.meshgen.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Changes who may open a file, touching no more lines than that takes. */
final class SopsResealer {
  private final byte[] content;
  private final YamlMap document;
  private final SopsMetadata metadata;
  private final TreeSet<Recipient> recipients;

  SopsResealer(byte[] content, Collection<Recipient> recipients) throws SealException {
    this.content = content;
    this.document = SopsDocument.read(content);
    this.metadata = SopsMetadata.of(document);
    this.recipients = new TreeSet<>(recipients);
  }

  byte[] reseal(Keyrings keys, Sealing sealing) throws SealException {
    try (OpenedFile opened = keys.open(content, document, metadata)) {
      if (metadata.foreignKeys().isEmpty() && recipients.containsAll(metadata.recipients())) {
        if (recipients.size() == metadata.recipients().size()) {
          return content.clone();
        }
        if (opened.key().isPresent()
            && rewraps(metadata.recipients(), recipients, sealing.context().keyFiles())) {
          KeyGroups again = new KeyWrapper(sealing).again(opened, recipients, metadata.keys());
          Optional<byte[]> rewrapped =
              new SopsRewriter(content, document).replace(again.groups().get(0));
          if (rewrapped.isPresent() && readsBack(rewrapped.get())) {
            return rewrapped.get();
          }
        }
      }
      return SopsFile.seal(opened.manifest(), recipients, sealing, header());
    }
  }

  /**
   * Whether the data key stays: for whoever is gone there is another, and a service wraps no data
   * key but a new one.
   */
  static boolean rewraps(
      Collection<Recipient> before, Collection<Recipient> after, PublicKeyFiles files) {
    return after.containsAll(before)
        && after.stream().noneMatch(recipient -> recipient.share().isPart())
        && after.stream()
            .filter(recipient -> !before.contains(recipient))
            .allMatch(recipient -> KeyWrapper.sealsHere(recipient, files));
  }

  byte[] reveal(Keyrings keys, Sealing sealing) throws SealException {
    try (OpenedFile opened = keys.open(content, document, metadata)) {
      return SopsFile.seal(
          opened.manifest().withReadableCertificates(), recipients, sealing, header());
    } catch (IllegalArgumentException e) {
      throw new SealException(Reason.UNSUPPORTED, "it holds more than keys and certificates");
    }
  }

  /** Guards against layouts in which a list does not end where the next key starts. */
  private boolean readsBack(byte[] rewrapped) {
    try {
      SopsMetadata block = SopsMetadata.of(SopsDocument.read(rewrapped));
      return block.recipients().equals(List.copyOf(recipients))
          && block.mac().equals(metadata.mac())
          && block.lastModified().equals(metadata.lastModified());
    } catch (SealException e) {
      return false;
    }
  }

  /** The comment lines at the top. */
  private String header() throws SealException {
    var header = new ArrayList<String>();
    for (String line : SopsDocument.decode(content).lines().toList()) {
      if (!line.startsWith("#")) {
        break;
      }
      header.add(line);
    }
    return String.join("\n", header);
  }
}
