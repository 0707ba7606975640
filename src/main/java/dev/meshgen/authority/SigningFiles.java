package dev.meshgen.authority;

import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.TlsFiles;
import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import dev.meshgen.plan.SecretPlan;
import java.util.List;

/**
 * What istiod signs with: the Secret {@code cacerts}, in either of the layouts that it reads
 * (pilot/pkg/bootstrap/istio_ca.go, detectSigningCABundleAndCRL).
 */
public final class SigningFiles {
  /**
   * Istio's own layout. Where it has lists of revoked certificates, istiod hands them on
   * (pilot/pkg/bootstrap/istio_ca.go, detectSigningCABundleAndCRL).
   */
  public static final RequiredSecret PEM =
      new RequiredSecret(SecretPlan.CACERTS, CaCerts.NAMES, List.of(CaCerts.REVOCATIONS));

  /** That of a Secret of the type {@code kubernetes.io/tls}. */
  public static final RequiredSecret TLS =
      new RequiredSecret(SecretPlan.CACERTS, TlsFiles.NAMES, List.of());

  /** What istiod serves with where it signs nothing. */
  public static final RequiredSecret SERVING =
      new RequiredSecret("istiod-tls", TlsFiles.NAMES, List.of());

  private SigningFiles() {}
}
