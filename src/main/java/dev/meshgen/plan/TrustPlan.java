package dev.meshgen.plan;

import dev.meshgen.plan.AuthorityTraits.RequiredSecret;
import java.util.Optional;

/**
 * Where a cluster's certificates come from.
 *
 * @param cacerts what its istiod signs with, where the tree holds it
 * @param request the key of the next ones, where their certificate comes at another time
 * @param required what its istiod waits for; present where one runs
 * @param asked whether objects of the tree ask for it in the cluster
 * @param store whether the tree brings what the cluster reads its secrets through
 * @param caAddress of what signs workload certificates instead of istiod
 * @param signer to which istiod hands their requests in the cluster
 */
public record TrustPlan(
    Optional<SecretPlan> cacerts,
    Optional<SecretPlan> request,
    Optional<RequiredSecret> required,
    boolean asked,
    boolean store,
    Optional<String> caAddress,
    Optional<String> signer) {

  /** Whether there is anything to apply before istiod. */
  public boolean hasObjects() {
    return cacerts.isPresent() || asked || store;
  }
}
