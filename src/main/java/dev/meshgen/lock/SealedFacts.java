package dev.meshgen.lock;

import dev.meshgen.recipient.Recipient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a lock records of one sealed file; public data only.
 *
 * @param inputs SHA-256 of the canonical inputs that shape the secret, lower-case hex
 * @param sha256 of the sealed file as it lies on disk, lower-case hex
 * @param recipients who can open it, sorted and without repetition
 * @param certificate present if it holds a certificate's key
 * @param credential present if it holds a credential for an API server
 */
public record SealedFacts(
    String inputs,
    String sha256,
    List<Recipient> recipients,
    Optional<LockedCertificate> certificate,
    Optional<CredentialFacts> credential) {
  public SealedFacts {
    LockConstraints.digest(inputs);
    LockConstraints.digest(sha256);
    recipients = recipients.stream().distinct().sorted().toList();
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(credential);
  }

  /** The same file, made from these inputs. */
  public SealedFacts madeFrom(String digest) {
    return new SealedFacts(digest, sha256, recipients, certificate, credential);
  }
}
