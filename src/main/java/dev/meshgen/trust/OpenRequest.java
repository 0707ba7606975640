package dev.meshgen.trust;

import dev.meshgen.lock.LockedRequest;
import dev.meshgen.tree.Layout;

/**
 * A request for a certificate that has yet to be signed.
 *
 * @param cluster whose istiod will sign with it
 * @param facts what its lock says
 */
public record OpenRequest(String cluster, LockedRequest facts) {

  /** The request, within the tree. */
  public String file() {
    return Layout.cluster(cluster).request();
  }
}
