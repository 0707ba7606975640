package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.plan.MeshPlan;
import java.util.List;

/**
 * A list of revoked certificates is signed by every authority, and keys that nothing here opens
 * sign nothing.
 */
final class StoredRevocations {
  private StoredRevocations() {}

  /** {@link Code#REVOCATION_STORED}. */
  static void check(
      MeshPlan plan, CommittedSecrets committed, IssueRequest request, Report report) {
    boolean revoked =
        !request.targets().revoke().clusters().isEmpty()
            || !committed.meshLock().map(MeshLock::revoked).orElse(List.of()).isEmpty();
    if (revoked && !plan.mesh().sealsBySops()) {
      String way = plan.mesh().store().isPresent() ? "vault" : "sealedSecrets";
      report.add(
          Diagnostic.of(
                  Code.REVOCATION_STORED,
                  plan.mesh().origins().at("spec", "secrets", way),
                  "lists of revoked certificates are not supported with secrets."
                      + way
                      + ": each cluster would have to sign one, with a key that is not read back")
              .expecting("a mesh without lists of revoked certificates")
              .hinting(
                  "run `meshgen rotate` for the cluster, which revokes nothing, and replace the"
                      + " root: `meshgen trust rotate root distribute`"));
    }
  }
}
