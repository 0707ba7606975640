package dev.meshgen.trust;

import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;

/**
 * An authority whose key the tree holds, or the root of those, whose key may be elsewhere.
 *
 * @param cluster that signs with it; empty for the root
 * @param path of its sealed file, within the tree; of its certificate, if its key is elsewhere
 * @param certificate what its lock says of it
 * @param trusted SHA-256 of the roots that the cluster trusts, in order
 * @param replaces SHA-256 of the root whose place it takes, without its key in the tree
 */
public record Signer(
    Optional<String> cluster,
    String path,
    LockedCertificate certificate,
    List<String> trusted,
    Optional<String> replaces) {
  public Signer {
    trusted = List.copyOf(trusted);
  }

  /** One that takes no other's place, or whose path says that it does. */
  public Signer(
      Optional<String> cluster, String path, LockedCertificate certificate, List<String> trusted) {
    this(cluster, path, certificate, trusted, Optional.empty());
  }

  /** What people call it. */
  public String name() {
    String authority = isIssuing() ? "issuing authority" : "root";
    return cluster
        .map(each -> "intermediate of " + each)
        .orElse(Layout.isNextKey(path) || replaces.isPresent() ? "new " + authority : authority);
  }

  /** Whether it signs intermediates, with a key that the tree holds. */
  public boolean signsIntermediates() {
    return cluster.isEmpty() && !path.equals(Layout.ROOT_CERTIFICATE);
  }

  /** Whether it signs intermediates without being the root. */
  public boolean isIssuing() {
    return path.equals(Layout.ISSUING_KEY) || path.equals(Layout.NEXT_ISSUING_KEY);
  }
}
