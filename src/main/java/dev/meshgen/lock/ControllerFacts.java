package dev.meshgen.lock;

import java.util.Objects;

/**
 * What a lock records of a secret that a controller of Sealed Secrets opens.
 *
 * @param certificate SHA-256 of the certificate that it was sealed with, lower-case hex; the
 *     controller may have another now
 * @param scope in which the controller opens it, as kubeseal names it
 */
public record ControllerFacts(String certificate, String scope) implements CarriedFacts {
  public ControllerFacts {
    LockConstraints.digest(certificate);
    Objects.requireNonNull(scope);
  }
}
