package dev.meshgen.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a lock records of a certificate whose key was sealed; all of it is in the public certificate
 * too.
 *
 * @param generation counts up from 1 with every reissue; part of the subject
 * @param serial as lower-case hex
 * @param sha256 of the DER certificate, lower-case hex
 * @param publicKey SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex
 * @param issuer SHA-256 of the root that it leads to, directly or through others
 * @param notBefore whole seconds
 * @param notAfter whole seconds
 * @param imported kind of its key, such as {@code rsa-4096}, if meshgen did not issue it
 */
public record LockedCertificate(
    int generation,
    String serial,
    String sha256,
    String publicKey,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    Optional<String> imported) {
  public LockedCertificate {
    Objects.requireNonNull(serial);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(publicKey);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(imported);
    LockConstraints.wholeSeconds(notBefore);
    LockConstraints.wholeSeconds(notAfter);
  }

  /** One that meshgen issued. */
  public LockedCertificate(
      int generation,
      String serial,
      String sha256,
      String publicKey,
      String issuer,
      Instant notBefore,
      Instant notAfter) {
    this(generation, serial, sha256, publicKey, issuer, notBefore, notAfter, Optional.empty());
  }

  /** The same certificate, below a root. */
  public LockedCertificate below(String root) {
    return new LockedCertificate(
        generation, serial, sha256, publicKey, root, notBefore, notAfter, imported);
  }

  /** The same certificate, which somebody else issued. */
  public LockedCertificate imported(String key) {
    return new LockedCertificate(
        generation, serial, sha256, publicKey, issuer, notBefore, notAfter, Optional.of(key));
  }

  public boolean isImported() {
    return imported.isPresent();
  }

  /** All of it in one text, for hashes that outlast the names of its parts. */
  public String text() {
    return String.join(
        "\n",
        String.valueOf(generation),
        serial,
        sha256,
        publicKey,
        issuer,
        notBefore.toString(),
        notAfter.toString(),
        imported.orElse(""));
  }

  /** Whether it is ever valid. */
  public boolean isConsistent() {
    return notBefore.isBefore(notAfter);
  }

  /** Whether there is a second in which both are valid. */
  public boolean overlaps(LockedCertificate other) {
    return !notAfter.isBefore(other.notBefore) && !notBefore.isAfter(other.notAfter);
  }

  /** When the last third of its validity begins, in which it should be replaced. */
  public Instant due() {
    return notAfter.minus(Duration.between(notBefore, notAfter).dividedBy(3));
  }
}
