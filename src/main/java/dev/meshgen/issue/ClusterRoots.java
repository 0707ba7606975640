package dev.meshgen.issue;

import dev.meshgen.lock.SealedFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * The roots of one cluster, by the SHA-256 of their certificates.
 *
 * @param issuer that its intermediate leads to
 * @param trusted by its workloads, in the order of {@code root-cert.pem}
 */
record ClusterRoots(String issuer, List<String> trusted) {
  ClusterRoots {
    trusted = List.copyOf(trusted);
  }

  /** What a lock says of {@code cacerts}. */
  static ClusterRoots of(SealedFacts facts) {
    return new ClusterRoots(facts.certificate().orElseThrow().issuer(), facts.trusted());
  }

  boolean trusts(String root) {
    return trusted.contains(root);
  }

  ClusterRoots signedBy(String root) {
    return new ClusterRoots(root, trusted);
  }

  /** Behind the others: a running istiod takes that. */
  ClusterRoots trusting(String root) {
    List<String> more = new ArrayList<>(trusted);
    if (!more.contains(root)) {
      more.add(root);
    }
    return new ClusterRoots(issuer, more);
  }

  ClusterRoots distrusting(String root) {
    return new ClusterRoots(issuer, trusted.stream().filter(each -> !each.equals(root)).toList());
  }
}
