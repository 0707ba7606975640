package dev.meshgen.delivery.argocd;

import java.util.Optional;

/**
 * A cluster as Argo CD finds it: by exactly one of the two. Its own cluster is found by the
 * address, whatever the name that it is registered under there (argo-cd, {@code
 * docs/operator-manual/declarative-setup.md}).
 *
 * @param name that it is registered under
 * @param server address that it is registered with
 */
record DestinationCluster(Optional<String> name, Optional<String> server) {
  private static final String OWN_NAME = "in-cluster";
  private static final String SCHEME = "https://";

  /** The cluster that Argo CD runs in. */
  static final DestinationCluster OWN = of(SCHEME + "kubernetes.default.svc");

  /** A cluster as the spec names it: by its name, or by its address. */
  static DestinationCluster of(String written) {
    if (isOwn(written)) {
      return OWN;
    }
    return written.startsWith(SCHEME)
        ? new DestinationCluster(Optional.empty(), Optional.of(written))
        : new DestinationCluster(Optional.of(written), Optional.empty());
  }

  /** Whether Argo CD means its own cluster by a name. */
  static boolean isOwn(String name) {
    return name.equals(OWN_NAME);
  }

  /** The name or the address. */
  String text() {
    return name.or(() -> server).orElseThrow();
  }
}
