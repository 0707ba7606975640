package dev.meshgen.lock;

import java.util.Objects;
import java.util.Optional;

/**
 * What a lock records of a sealed key for which there is no certificate yet; all of it is in the
 * request beside it, too.
 *
 * @param generation of the certificate to come; part of the subject
 * @param publicKey SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex
 * @param sha256 of the DER request, lower-case hex
 * @param root SHA-256 of the root that the certificate has to lead to; empty for that of the mesh,
 *     as long as it has one
 */
public record LockedRequest(
    int generation, String publicKey, String sha256, Optional<String> root) {
  public LockedRequest {
    Objects.requireNonNull(publicKey);
    LockConstraints.digest(sha256);
    root.ifPresent(LockConstraints::digest);
  }

  /** The same request, which another root is to answer. */
  public LockedRequest leadingTo(Optional<String> other) {
    return new LockedRequest(generation, publicKey, sha256, other);
  }
}
