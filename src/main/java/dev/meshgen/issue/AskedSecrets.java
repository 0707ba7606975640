package dev.meshgen.issue;

import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.util.function.Predicate;

/** Which sealed files a run was asked to replace, import or drop, whatever state they are in. */
final class AskedSecrets {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Targets targets;

  AskedSecrets(MeshPlan plan, CommittedSecrets committed, Targets targets) {
    this.plan = plan;
    this.committed = committed;
    this.targets = targets;
  }

  /** What is replaced on request is replaced whatever state it is in. */
  boolean isAskedFor(SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT, ISSUER, NEXT_ROOT, NEXT_ISSUER -> false;
      case CACERTS ->
          targets.rotate().contains(secret.owner())
              || isKeySigning(secret.owner()) && isWanted(secret.owner());
      case REQUEST -> isRequested(secret);
      case REMOTE, KUBECONFIG -> targets.handed().credentials().containsKey(secret.owner());
      case BUNDLED -> false;
    };
  }

  /** A key that waits for its certificate is not made twice, unless somebody wants another. */
  private boolean isRequested(SecretPlan secret) {
    boolean waits =
        committed.facts(secret).isPresent() || committed.sealed().containsKey(secret.path());
    return isWanted(secret.owner())
        && (targets.requests().again() || !waits)
        && !isKeySigning(secret.owner());
  }

  /** Whether a certificate is asked for. */
  private boolean isWanted(String cluster) {
    RequestTargets requests = targets.requests();
    return requests.ask().contains(cluster) && !(requests.missing() && hasCertificate(cluster));
  }

  /**
   * Whether no one has to be asked although the spec says so: as long as a root is on its way out,
   * its key in the tree signs for the clusters that have not left it.
   */
  boolean isKeySigning(String cluster) {
    return plan.signs() == KeyHolder.CEREMONY
        && KeysOfTree.below(plan, committed, false).isPresent()
        && plan.cacerts(cluster)
            .filter(
                secret ->
                    !new RootsOfRun(committed, PlannedRotation.none(committed.rotation()))
                        .isSignedByNew(secret))
            .isPresent();
  }

  private boolean hasCertificate(String cluster) {
    return plan.secrets().stream()
        .filter(each -> each.kind() == SecretPlan.Kind.CACERTS && each.owner().equals(cluster))
        .anyMatch(each -> committed.facts(each).isPresent());
  }

  /**
   * A key that got its certificate, or is given up; what has been imported, or is replaced,
   * whatever state it is in.
   */
  boolean isUsedUp(SecretPlan secret) {
    if (secret.kind() == SecretPlan.Kind.BUNDLED) {
      SecretPlan kept = plan.kept(secret);
      return targets.imported().isPresent()
          || isAskedFor(kept)
          || targets.remove().contains(secret.owner()) && kept.isCredential();
    }
    return secret.kind() == SecretPlan.Kind.REQUEST
        && (targets.handed().answers().containsKey(secret.owner())
            || targets.requests().withdraw().contains(secret.owner()));
  }

  /** A sealed root stays: it is never written again. */
  boolean isImported(SecretPlan secret) {
    HandedSecrets handed = targets.handed();
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT ->
          handed.signer().filter(SigningChain::isRoot).filter(isFor(secret)).isPresent()
              && committed.facts(secret).isEmpty();
      case ISSUER, NEXT_ISSUER ->
          handed.signer().filter(signer -> !signer.isRoot()).filter(isFor(secret)).isPresent();
      case CACERTS ->
          handed.cacerts().containsKey(secret.owner())
              || handed.answers().containsKey(secret.owner());
      case REQUEST, REMOTE, KUBECONFIG, BUNDLED -> false;
    };
  }

  /** Whether a key signs below the new root, where that has a place apart. */
  private Predicate<SigningChain> isFor(SecretPlan secret) {
    return signer ->
        secret.isNext()
            == committed
                .rotation()
                .filter(each -> each.sha256().equals(signer.root().sha256()))
                .isPresent();
  }
}
