package dev.meshgen.lock;

import static java.util.function.Predicate.not;

import dev.meshgen.recipient.Recipient;
import java.util.ArrayList;
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
 * @param former who can open an earlier version with the same key or token, and not this one;
 *     sorted and without repetition
 */
public record SealedFacts(
    String inputs,
    String sha256,
    List<Recipient> recipients,
    Optional<LockedCertificate> certificate,
    Optional<CredentialFacts> credential,
    List<Recipient> former) {
  public SealedFacts {
    LockConstraints.digest(inputs);
    LockConstraints.digest(sha256);
    recipients = recipients.stream().distinct().sorted().toList();
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(credential);
    former = former.stream().filter(not(recipients::contains)).distinct().sorted().toList();
  }

  /** Of a file that never had other recipients. */
  public SealedFacts(
      String inputs,
      String sha256,
      List<Recipient> recipients,
      Optional<LockedCertificate> certificate,
      Optional<CredentialFacts> credential) {
    this(inputs, sha256, recipients, certificate, credential, List.of());
  }

  /** The same file, where an earlier version of it was this one. */
  public SealedFacts replacing(SealedFacts before) {
    List<Recipient> had = new ArrayList<>(former);
    if (holdsWhat(before)) {
      had.addAll(before.former);
      had.addAll(before.recipients);
    }
    return new SealedFacts(inputs, sha256, recipients, certificate, credential, had);
  }

  /** Whether who can open the other has the key or token that is in this one. */
  private boolean holdsWhat(SealedFacts other) {
    return certificate
            .map(LockedCertificate::publicKey)
            .equals(other.certificate.map(LockedCertificate::publicKey))
        && credential
            .flatMap(CredentialFacts::tokenSha256)
            .equals(other.credential.flatMap(CredentialFacts::tokenSha256));
  }

  /** The same secrets in a file with other bytes. */
  public SealedFacts rewritten(String digest) {
    return new SealedFacts(inputs, digest, recipients, certificate, credential, former);
  }

  /** The same file, made from these inputs. */
  public SealedFacts madeFrom(String digest) {
    return new SealedFacts(digest, sha256, recipients, certificate, credential, former);
  }
}
