package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.Map;
import java.util.Optional;

/**
 * What the tree has in the way in which secrets travelled before, and would lose with no other in
 * its place: an istiod without {@code cacerts} does not start again, and a key that waits for its
 * certificate waits in vain.
 */
final class FormerCarrier {
  private final MeshPlan plan;
  private final CommittedSecrets committed;

  FormerCarrier(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.committed = committed;
  }

  /** {@link Code#SEALED_BEFORE}, for a key of a cluster of which this run makes no other. */
  Optional<Diagnostic> lost(SecretPlan secret) {
    ClusterLock lock = committed.clusterLocks().get(secret.owner());
    if (lock == null) {
      return Optional.empty();
    }
    return lock.sealed().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(secret.path()))
        .filter(entry -> isAlike(secret, entry.getValue()))
        .findFirst()
        .map(Map.Entry::getKey)
        .map(path -> problem(secret, path));
  }

  private static boolean isAlike(SecretPlan secret, SealedFacts facts) {
    return switch (secret.kind()) {
      case CACERTS -> facts.certificate().isPresent();
      case REQUEST -> facts.request().isPresent();
      default -> false;
    };
  }

  private Diagnostic problem(SecretPlan secret, String path) {
    String way =
        Layout.isStored(path) ? "vault" : Layout.isForController(path) ? "sealedSecrets" : "sops";
    return Diagnostic.of(
            Code.SEALED_BEFORE,
            Span.of(committed.folder() + "/" + path),
            "the spec changes how secrets are delivered, which would remove the key of \""
                + secret.owner()
                + "\"")
        .expecting("the new delivery in place before the old one is removed")
        .hinting(hint(secret, "secrets." + way));
  }

  private String hint(SecretPlan secret, String way) {
    String goOn = "keep `" + way + "`";
    if (secret.kind() == SecretPlan.Kind.REQUEST) {
      return goOn
          + " until the certificate is imported, or drop the request: `meshgen trust csr "
          + secret.owner()
          + " --withdraw`";
    }
    if (plan.signs() == KeyHolder.CEREMONY) {
      return goOn + ": a key certified elsewhere cannot be moved";
    }
    return plan.signs() == KeyHolder.IMPORTED
        ? "import the cacerts of all clusters in one run: `meshgen trust import --cacerts DIR`"
        : "run `"
            + (secret.isStored() ? "meshgen publish" : "meshgen render")
            + "` first, which issues another";
  }
}
