package dev.meshgen.pki;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes key pairs and certificates. Safe for use by several threads at once: nothing is shared but
 * the random source.
 *
 * <p>Every certificate is read back before it is returned, and a root's signature checked. That of
 * an intermediate is for {@link ChainVerifier}, which looks at all that a cluster receives: checked
 * here too, it would cost a thousand clusters half a second.
 */
public final class CertificateIssuer {
  /** Clocks of clusters differ: a certificate must be valid where time lags behind ours. */
  public static final Duration BACKDATED = Duration.ofMinutes(10);

  private static final int SERIAL_BITS = 159;

  private final SecureRandom random;
  private final Clock clock;

  public CertificateIssuer(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /** A new self-signed root. */
  public CertificateAuthority issueRoot(RootRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SigningKey key = SigningKeys.generate(request.key(), random);
    byte[] der =
        CertificateProfile.root(Subjects.root(request), key.publicKey())
            .serial(serial())
            .valid(now.minus(BACKDATED), end(now, request.validity()))
            .sign(key);
    return new CertificateAuthority(
        checked(der, new VerifyingKey(key.publicKey())), key, Optional.empty());
  }

  /**
   * A new intermediate with its own key, valid no longer than the root.
   *
   * @throws PkiException if the root has expired, is not valid yet, or may not sign intermediates
   */
  public CertificateAuthority issueIntermediate(
      CertificateAuthority root, IntermediateRequest request) throws PkiException {
    return issueIntermediate(SigningChain.ofRoot(root), request);
  }

  /** The same, valid no longer than any certificate above it. */
  public CertificateAuthority issueIntermediate(SigningChain chain, IntermediateRequest request)
      throws PkiException {
    try (RequestedIntermediate requested = request(request)) {
      X509 certificate = sign(chain, requested).certificate();
      return new CertificateAuthority(
          certificate, requested.key(), Optional.of(chain.authority().facts()));
    }
  }

  /** A new key, for which a certificate is to be issued; the caller closes it. */
  public RequestedIntermediate request(IntermediateRequest request) {
    return new RequestedIntermediate(request, SigningKeys.generate(request.key(), random));
  }

  /**
   * Issues what was requested, valid no longer than any certificate above it.
   *
   * @throws PkiException if one of those has expired, is not valid yet, or may not sign
   */
  public SignedIntermediate sign(SigningChain chain, RequestedIntermediate requested)
      throws PkiException {
    IntermediateRequest request = requested.request();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant from = now.minus(BACKDATED);
    Instant to = end(now, request.validity());
    int below = 1;
    for (X509 each : chain.path()) {
      requireUsable(each, nameOf(each), below++, now);
      from = later(from, each.notBefore());
      to = earlier(to, each.notAfter());
    }
    CertificateAuthority authority = chain.authority();
    byte[] der =
        CertificateProfile.intermediate(
                Subjects.intermediate(request),
                requested.key().publicKey(),
                authority.certificate(),
                request.trustDomain())
            .serial(serial())
            .valid(from, to)
            .sign(authority.key());
    return chain.signed(readBack(der));
  }

  private static String nameOf(X509 certificate) {
    return certificate.namesAsIssuer(certificate)
        ? "the root"
        : "the authority \"" + certificate.subjectText() + "\"";
  }

  private static void requireUsable(X509 issuer, String name, int below, Instant now)
      throws PkiException {
    if (!CertificateTime.hasBegun(issuer.notBefore(), now)) {
      throw new PkiException(name + " is not valid before " + issuer.notBefore());
    }
    if (CertificateTime.isOver(issuer.notAfter(), now)) {
      throw new PkiException(name + " expired on " + issuer.notAfter());
    }
    if (issuer.pathLength() < below) {
      throw new PkiException(
          below == 1
              ? name + "'s path length allows no intermediate below it"
              : name + "'s path length allows less than " + below + " authorities below it");
    }
  }

  /**
   * RFC 5280 section 4.1.2.2: positive, at most 20 octets. The top bit is set to fix the length.
   */
  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
  }

  private static X509 checked(byte[] der, VerifyingKey issuer) {
    X509 certificate = readBack(der);
    try {
      if (certificate.isSignedBy(issuer)) {
        return certificate;
      }
    } catch (PkiException e) {
      throw new IllegalStateException("a certificate that was just issued cannot be verified", e);
    }
    throw new IllegalStateException("a certificate that was just issued does not verify");
  }

  private static X509 readBack(byte[] der) {
    try {
      return X509.parse(der);
    } catch (PkiException e) {
      throw new IllegalStateException("a certificate that was just issued cannot be read", e);
    }
  }

  private static Instant end(Instant now, Duration validity) {
    return now.plus(validity).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
