package dev.meshgen.pki;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Looks for issuers by name and signature, roots first. Of two that fit, the first is taken and no
 * other tried, as Envoy does (BoringSSL's X509_verify_cert); Go, and so istiod, would try both.
 */
final class CertificatePath {
  /** Bounds the work on a bundle in which everything signs everything. */
  private static final int MAX_LENGTH = 8;

  private static final int MAX_VISITS = 32;

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
      X509 next = issuerOf(current);
      if (next == null || contains(path, next)) {
        return Optional.empty();
      }
      current = next;
    }
    return Optional.empty();
  }

  /**
   * The same for certificates in any order, of which only those of the path are handed on: with two
   * of one key, as where a root has been cross-signed or an authority renewed, the path that leads
   * to a root is found. The shortest of those that are valid, or else of all.
   */
  Optional<List<X509>> find(X509 signer, Instant at) {
    Predicate<X509> usable = each -> isUsable(each, at);
    Optional<List<X509>> valid = shortest(signer, usable, X509::identifies);
    if (valid.isEmpty()) {
      valid = shortest(signer, usable, (each, issuer) -> true);
    }
    return valid.isPresent() ? valid : find(signer);
  }

  /** The shortest of all, valid or not. */
  Optional<List<X509>> find(X509 signer) {
    Optional<List<X509>> found = shortest(signer, each -> true, X509::identifies);
    return found.isPresent() ? found : shortest(signer, each -> true, (each, issuer) -> true);
  }

  private static boolean isUsable(X509 certificate, Instant at) {
    return certificate.isAuthority()
        && CertificateTime.hasBegun(certificate.notBefore(), at)
        && !CertificateTime.isOver(certificate.notAfter(), at);
  }

  /** Of paths without one whose identifiers fit, any is found, so that it can be said. */
  private Optional<List<X509>> shortest(
      X509 signer, Predicate<X509> usable, BiPredicate<X509, X509> fits) {
    List<X509> known = new ArrayList<>(List.of(signer));
    List<List<X509>> paths = new ArrayList<>(List.of(List.of(signer)));
    List<X509> candidates = new ArrayList<>(roots);
    candidates.addAll(chain);
    candidates.removeIf(usable.negate());
    for (int i = 0; i < paths.size() && i < MAX_VISITS; i++) {
      List<X509> path = paths.get(i);
      X509 last = path.get(path.size() - 1);
      if (contains(roots, last)) {
        return Optional.of(path);
      }
      for (X509 next : candidates) {
        if (path.size() < MAX_LENGTH
            && last.namesAsIssuer(next)
            && fits.test(last, next)
            && !contains(known, next)
            && isSignedBy(last, next)) {
          known.add(next);
          List<X509> longer = new ArrayList<>(path);
          longer.add(next);
          paths.add(longer);
        }
      }
    }
    return Optional.empty();
  }

  /** Null if it is missing. */
  private X509 issuerOf(X509 certificate) {
    X509 other = null;
    for (List<X509> candidates : List.of(roots, chain)) {
      for (X509 candidate : candidates) {
        if (certificate.namesAsIssuer(candidate) && isSignedBy(certificate, candidate)) {
          if (certificate.identifies(candidate)) {
            return candidate;
          }
          other = other == null ? candidate : other;
        }
      }
    }
    return other;
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
