package dev.meshgen.trust;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/**
 * An authority whose key the tree holds, or the root of those, whose key may be elsewhere.
 *
 * @param cluster that signs with it; empty for the root
 * @param path of its sealed file, within the tree; of its certificate, if its key is elsewhere
 * @param certificate what its lock says of it
 */
public record Signer(Optional<String> cluster, String path, LockedCertificate certificate) {

  /** What people call it. */
  public String name() {
    return cluster
        .map(each -> "intermediate of " + each)
        .orElse(isIssuing() ? "issuing authority" : "root");
  }

  /** Whether it signs intermediates, with a key that the tree holds. */
  public boolean signsIntermediates() {
    return cluster.isEmpty() && !path.equals(Layout.ROOT_CERTIFICATE);
  }

  /** Whether it signs intermediates without being the root. */
  public boolean isIssuing() {
    return path.equals(Layout.ISSUING_KEY);
  }
}
