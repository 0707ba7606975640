package dev.meshgen.pki;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What every certificate between a cluster's signer and the root must satisfy. */
final class PathRules {
  private final Instant at;
  private final List<ChainProblem> problems;

  PathRules(Instant at, List<ChainProblem> problems) {
    this.at = at;
    this.problems = problems;
  }

  /** The signer first, the root last. */
  void check(List<X509> path) {
    check(path, 0);
  }

  /**
   * The same of a path whose first certificate is to sign others.
   *
   * @param more how many authorities are to come below the first
   */
  void check(List<X509> path, int more) {
    for (int i = 0; i < path.size(); i++) {
      boolean root = i + 1 == path.size();
      check(path.get(i), i + more, root);
      if (!root) {
        checkIssuer(path.get(i), path.get(i + 1), nameOf(path.get(i)));
      }
    }
  }

  /** The same of one that leads to no root. */
  void checkSigner(X509 certificate) {
    check(certificate, 0, false);
  }

  private void check(X509 certificate, int below, boolean root) {
    String name = nameOf(certificate);
    checkAuthority(certificate, name, below, root);
    checkUse(certificate, name);
    checkValidity(certificate, name);
    checkAlgorithms(certificate, name);
  }

  /** Not of a root: what is trusted needs no issuer, whatever it says of itself. */
  private void checkIssuer(X509 certificate, X509 issuer, String name) {
    if (certificate.namesAsIssuer(issuer) && !certificate.identifies(issuer)) {
      problems.add(
          new ChainProblem(
              ImportFlaw.ISSUER,
              name
                  + " has an authority key identifier that is not that of "
                  + nameOf(issuer)
                  + ": no peer would accept a workload"));
    }
  }

  /** What peers refuse although istiod does not look: authorities that may not sign these names. */
  void checkNames(List<X509> path, CertifiedNames names) {
    for (int i = 0; i < path.size(); i++) {
      X509 authority = path.get(i);
      SignedNames signed = authority.signedNames();
      path.subList(0, i).stream()
          .map(signed::problem)
          .flatMap(Optional::stream)
          .forEach(problem -> refused(nameOf(authority) + " " + problem));
      signed.problems(names).forEach(problem -> refused(nameOf(authority) + " " + problem));
    }
  }

  /** The same of subjects that intermediates below are to have. */
  void checkSubjects(List<X509> path, CertifiedNames names) {
    for (X509 authority : path) {
      names.clusters().stream()
          .map(cluster -> Subjects.intermediate(names.mesh(), cluster, 1))
          .map(authority.signedNames()::problem)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(problem -> refused(nameOf(authority) + " " + problem));
    }
  }

  /** Of a chain that is broken: a kind of key that cannot be verified breaks it. */
  void checkKinds(List<X509> certificates) {
    for (X509 each : certificates) {
      checkAlgorithms(each, nameOf(each));
    }
  }

  private void checkAuthority(X509 certificate, String name, int below, boolean root) {
    if (!certificate.isAuthority()) {
      problems.add(
          new ChainProblem(
              ImportFlaw.AUTHORITY,
              name
                  + " is not a CA certificate (no CA basic constraint"
                  + (root && certificate.isFirstVersion()
                      ? ", as in version 1: istiod does not start with such a root while roots are"
                          + " replaced)"
                      : ")")));
    }
    if (!certificate.maySignCertificates()) {
      problems.add(
          new ChainProblem(
              ImportFlaw.AUTHORITY,
              name + " has a key usage that does not allow signing certificates"));
    }
    if (certificate.pathLength() < below) {
      problems.add(
          new ChainProblem(
              ImportFlaw.PATH_LENGTH,
              name
                  + " has path length "
                  + certificate.pathLength()
                  + ", but "
                  + below
                  + " more below it must sign: no peer would accept a workload"));
    }
  }

  private void checkUse(X509 certificate, String name) {
    if (!certificate.isForServers()) {
      refused(name + " has an extended key usage without server authentication");
    } else if (!certificate.isForClients()) {
      refused(
          name
              + " has an extended key usage without client authentication: no peer would accept a"
              + " call");
    }
    if (!certificate.unknownCriticalExtension().isEmpty()) {
      refused(
          name
              + " has the critical extension "
              + certificate.unknownCriticalExtension()
              + ", which istiod does not know");
    }
    if (certificate.serial().signum() < 0) {
      refused(name + " has a negative serial number, which istiod does not read");
    }
  }

  private void refused(String text) {
    problems.add(new ChainProblem(ImportFlaw.REFUSED, text));
  }

  private void checkValidity(X509 certificate, String name) {
    if (!CertificateTime.hasBegun(certificate.notBefore(), at)) {
      problems.add(
          new ChainProblem(
              ImportFlaw.VALIDITY, name + " is not valid before " + certificate.notBefore()));
    }
    if (CertificateTime.isOver(certificate.notAfter(), at)) {
      problems.add(
          new ChainProblem(ImportFlaw.VALIDITY, name + " expired on " + certificate.notAfter()));
    }
  }

  private void checkAlgorithms(X509 certificate, String name) {
    try {
      certificate.verifyingKey().requireSupported();
      certificate.signatureScheme();
    } catch (PkiException e) {
      problems.add(new ChainProblem(e.flaw(), name + ": " + e.getMessage()));
    }
  }

  static String nameOf(X509 certificate) {
    return "the certificate \"" + printable(certificate.subjectText()) + "\"";
  }

  private static String printable(String text) {
    var safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length() && i < 200; i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c == 0x7f ? '?' : c);
    }
    return safe.toString();
  }
}
