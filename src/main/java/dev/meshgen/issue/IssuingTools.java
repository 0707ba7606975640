package dev.meshgen.issue;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.MeshPlan;
import java.time.Instant;

/**
 * What everybody who issues needs at hand.
 *
 * @param rotation what the run does about the roots
 * @param now to the second, the same for all that one run issues
 * @param report where problems go; used by one thread
 * @param revoking signs lists of what is revoked
 */
record IssuingTools(
    MeshPlan plan,
    CommittedSecrets committed,
    CertificateIssuer issuer,
    SealSecret sealing,
    SealedFileOpener opener,
    PlannedRotation rotation,
    Instant now,
    Report report,
    Revoking revoking) {

  /** The same at another time, with another report. */
  IssuingTools at(Instant time, Report other) {
    return new IssuingTools(
        plan, committed, issuer, sealing, opener, rotation, time, other, revoking);
  }
}
