package dev.meshgen.issue;

import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;

/**
 * A file cannot be sealed, although {@link SealingReadiness} found that it could: a service went
 * away in between. Ends the run, of which nothing has been written.
 */
final class CannotSealException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SecretPlan secret;
  private final transient SealException why;

  CannotSealException(SecretPlan secret, SealException why) {
    super(why);
    this.secret = secret;
    this.why = why;
  }

  SecretPlan secret() {
    return secret;
  }

  SealException why() {
    return why;
  }
}
