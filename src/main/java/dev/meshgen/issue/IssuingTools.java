package dev.meshgen.issue;

import dev.meshgen.diagnostic.Report;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.tree.Workers;
import java.time.Instant;

/**
 * The tools that every issuer needs.
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
    RevocationRun revoking) {

  /** Most of the time is that of answers from a store, which is to have some left for others. */
  private static final int STORES_AT_ONCE = 8;

  /** Makes secrets, several at the same time. */
  void making(int count, Workers.Computation one) {
    if (plan.mesh().store().isPresent()) {
      Workers.computing(count, STORES_AT_ONCE, one);
    } else {
      Workers.onAllCores(count, one);
    }
  }

  /** The same at another time, with another report. */
  IssuingTools at(Instant time, Report other) {
    return new IssuingTools(
        plan, committed, issuer, sealing, opener, rotation, time, other, revoking);
  }
}
