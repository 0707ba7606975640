package dev.meshgen.lock;

import java.util.Objects;

/**
 * What a lock records of a sealed key for which there is no certificate yet; all of it is in the
 * request beside it, too.
 *
 * @param generation of the certificate to come; part of the subject
 * @param publicKey SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex
 * @param sha256 of the DER request, lower-case hex
 */
public record LockedRequest(int generation, String publicKey, String sha256) {
  public LockedRequest {
    Objects.requireNonNull(publicKey);
    LockConstraints.digest(sha256);
  }
}
