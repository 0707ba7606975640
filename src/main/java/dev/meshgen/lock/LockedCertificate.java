package dev.meshgen.lock;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What a lock records of a certificate whose key was sealed; all of it is in the public certificate
 * too.
 *
 * @param generation counts up from 1 with every reissue; part of the subject
 * @param serial as lower-case hex
 * @param sha256 of the DER certificate, lower-case hex
 * @param publicKey SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex
 * @param issuer what names the issuing certificate, its SHA-256 by convention
 * @param notBefore whole seconds
 * @param notAfter whole seconds
 */
public record LockedCertificate(
    int generation,
    String serial,
    String sha256,
    String publicKey,
    String issuer,
    Instant notBefore,
    Instant notAfter) {
  public LockedCertificate {
    Objects.requireNonNull(serial);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(publicKey);
    Objects.requireNonNull(issuer);
    LockConstraints.wholeSeconds(notBefore);
    LockConstraints.wholeSeconds(notAfter);
  }

  /** When the last third of its validity begins, in which it should be replaced. */
  public Instant due() {
    return notAfter.minus(Duration.between(notBefore, notAfter).dividedBy(3));
  }
}
