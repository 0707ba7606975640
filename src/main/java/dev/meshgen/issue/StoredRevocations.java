package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.SecretPlan;

/**
 * A list of revoked certificates is signed by every authority, and keys that nothing here opens
 * sign nothing any more.
 */
final class StoredRevocations {
  private StoredRevocations() {}

  /** {@link Code#REVOCATION_STORED}, of an intermediate that has left no list in the tree. */
  static Diagnostic without(IssuingTools bench, SecretPlan secret) {
    boolean ceremony = bench.plan().signs() == KeyHolder.CEREMONY;
    return Diagnostic.of(
            Code.REVOCATION_STORED,
            Span.of(bench.committed().folder() + "/" + secret.path()),
            "the intermediate of \""
                + secret.owner()
                + "\" has no revocation list"
                + (ceremony
                    ? ", as its certificate was issued after its key"
                    : ", and its key is not read back"))
        .expecting(
            "a list from every authority up to the root, or proxies reject every certificate below"
                + " it")
        .hinting(
            ceremony
                ? "have another intermediate signed for the leaked cluster, which revokes nothing,"
                    + " and replace the root: `meshgen trust rotate root distribute`"
                : "run `meshgen rotate "
                    + secret.owner()
                    + "` first: an intermediate signs its list when it is issued");
  }
}
