package dev.meshgen.authority;

import dev.meshgen.pki.CaCerts;
import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import dev.meshgen.plan.SecretPlan;
import java.util.List;

/**
 * What istiod signs with: the Secret {@code cacerts}, in either of the layouts that it reads
 * (pilot/pkg/bootstrap/istio_ca.go, detectSigningCABundleAndCRL).
 */
public final class SigningFiles {
  private static final List<String> TLS_ENTRIES = List.of("tls.crt", "tls.key", "ca.crt");

  /** Istio's own layout. */
  public static final RequiredSecret PEM = new RequiredSecret(SecretPlan.CACERTS, CaCerts.NAMES);

  /** That of a Secret of the type {@code kubernetes.io/tls}. */
  public static final RequiredSecret TLS = new RequiredSecret(SecretPlan.CACERTS, TLS_ENTRIES);

  /** What istiod serves with where it signs nothing. */
  public static final RequiredSecret SERVING = new RequiredSecret("istiod-tls", TLS_ENTRIES);

  private SigningFiles() {}
}
