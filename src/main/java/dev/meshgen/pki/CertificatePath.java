package dev.meshgen.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for issuers by name and signature, roots first. Of two that fit, the first is taken and no
 * other tried, as Envoy does (BoringSSL's X509_verify_cert); Go, and so istiod, would try both.
 */
final class CertificatePath {
  /** Bounds the work on a bundle in which everything signs everything. */
  private static final int MAX_LENGTH = 8;

  private final List<X509> chain;
  private final List<X509> roots;

  CertificatePath(List<X509> chain, List<X509> roots) {
    this.chain = chain;
    this.roots = roots;
  }

  /** From the signer up to and including a root; the signer alone if it is one. */
  Optional<List<X509>> build(X509 signer) {
    var path = new ArrayList<X509>();
    X509 current = signer;
    while (path.size() < MAX_LENGTH) {
      path.add(current);
      if (contains(roots, current)) {
        return Optional.of(path);
      }
      X509 next = issuerOf(current, roots);
      if (next == null) {
        next = issuerOf(current, chain);
      }
      if (next == null || contains(path, next)) {
        return Optional.empty();
      }
      current = next;
    }
    return Optional.empty();
  }

  private static X509 issuerOf(X509 certificate, List<X509> candidates) {
    for (X509 candidate : candidates) {
      if (certificate.namesAsIssuer(candidate) && isSignedBy(certificate, candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isSignedBy(X509 certificate, X509 candidate) {
    try {
      return certificate.isSignedBy(candidate.verifyingKey());
    } catch (PkiException e) {
      return false;
    }
  }

  private static boolean contains(List<X509> certificates, X509 wanted) {
    for (X509 each : certificates) {
      if (each.sameAs(wanted)) {
        return true;
      }
    }
    return false;
  }
}
