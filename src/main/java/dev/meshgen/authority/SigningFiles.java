package dev.meshgen.authority;

import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import java.util.List;

/**
 * What istiod signs with: the Secret {@code cacerts}, in either of the layouts that it reads
 * (pilot/pkg/bootstrap/istio_ca.go, detectSigningCABundleAndCRL).
 */
public final class SigningFiles {
  /** Istio's own layout. */
  public static final RequiredSecret PEM =
      new RequiredSecret(
          "cacerts", List.of("ca-cert.pem", "ca-key.pem", "cert-chain.pem", "root-cert.pem"));

  /** That of a Secret of the type {@code kubernetes.io/tls}. */
  public static final RequiredSecret TLS =
      new RequiredSecret("cacerts", List.of("tls.crt", "tls.key", "ca.crt"));

  /** What istiod serves with where it signs nothing. */
  public static final RequiredSecret SERVING =
      new RequiredSecret("istiod-tls", List.of("tls.crt", "tls.key", "ca.crt"));

  private SigningFiles() {}
}
