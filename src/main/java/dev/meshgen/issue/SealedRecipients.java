package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sops.Readers;
import java.util.Optional;

/**
 * Compares whom a sealed file names with what its lock says. The lock alone proves nothing: who
 * gives a file one more recipient can write the new hash into the lock, too.
 */
final class SealedRecipients {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final PublicParts publicParts;

  SealedRecipients(MeshPlan plan, CommittedSecrets committed, PublicParts publicParts) {
    this.plan = plan;
    this.committed = committed;
    this.publicParts = publicParts;
  }

  Optional<Diagnostic> problem(SecretPlan secret, byte[] bytes, SealedFacts facts) {
    if (!secret.isSealedBySops()) {
      return Optional.empty();
    }
    try {
      Readers found = publicParts.readers(secret, bytes);
      String difference = found.difference(facts.recipients());
      return difference.isEmpty() ? Optional.empty() : Optional.of(differ(secret, difference));
    } catch (SealException e) {
      return Optional.of(
          Diagnostic.of(Code.SEALED_UNREADABLE, at(secret), e.getMessage())
              .hinting("restore it from Git" + Remedy.orAnew(plan, secret)));
    }
  }

  private Diagnostic differ(SecretPlan secret, String difference) {
    return Diagnostic.of(
            Code.RECIPIENTS_DIFFER,
            at(secret),
            "the recipients of the file differ from its lock: it is sealed " + difference)
        .expecting("the recipients recorded in the lock")
        .hinting(
            "restore the file and its lock from Git"
                + Remedy.orAnew(plan, secret)
                + "; if the spec names these recipients, run `meshgen adopt "
                + secret.path()
                + "`");
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + committed.pathOf(secret));
  }
}
