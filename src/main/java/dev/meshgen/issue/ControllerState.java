package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.StoredState.Verdict;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.sealedsecrets.SealedSecretFile;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/**
 * Decides what becomes of a credential or key that the controller of a cluster opens, and no one
 * here: it is kept as it is, or replaced by another. The certificate that it was sealed with may be
 * another by now, as a controller opens what it could ever open.
 */
final class ControllerState {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final boolean targeted;

  /**
   * A state.
   *
   * @param targeted whether the run is about certain files alone
   */
  ControllerState(MeshPlan plan, CommittedSecrets committed, boolean targeted) {
    this.plan = plan;
    this.committed = committed;
    this.targeted = targeted;
  }

  /** Why a credential whose file is not there cannot just be missing: another way carried it. */
  Optional<Diagnostic> carriedBefore(SecretPlan secret) {
    ClusterLock lock = committed.clusterLocks().get(secret.owner());
    if (lock == null || targeted) {
      return Optional.empty();
    }
    return lock.sealed().entrySet().stream()
        .filter(entry -> entry.getValue().credential().isPresent())
        .filter(
            entry ->
                Layout.isForController(entry.getKey()) != secret.isForController()
                    || Layout.isStored(entry.getKey()) != secret.isStored())
        .findFirst()
        .filter(entry -> isFirst(secret))
        .map(
            entry ->
                Diagnostic.of(
                        Code.SEALED_BEFORE,
                        Span.of(committed.folder() + "/" + entry.getKey()),
                        "the spec seals the credential of \""
                            + secret.owner()
                            + "\" differently, which would remove the current one")
                    .expecting("a new credential before the current one is removed")
                    .hinting(
                        "add it again: `meshgen credential add "
                            + secret.owner()
                            + "`, or remove it first: `meshgen credential remove "
                            + secret.owner()
                            + "`"));
  }

  /** Of one whose file is there, and as its lock says. */
  Verdict compare(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    Optional<String> problem = problem(secret, bytes);
    if (problem.isPresent()) {
      return Verdict.blocked(
          Diagnostic.of(Code.SEALED_FORM, at(secret), problem.get())
              .expecting("only what render seals for the controller")
              .hinting("restore it from Git" + Remedy.orAnew(plan, secret)));
    }
    if (targeted || entry.inputs().equals(secret.inputs())) {
      return Verdict.of(Decision.KEEP);
    }
    if (!secret.isCredential()) {
      return Verdict.of(Decision.ISSUE);
    }
    return isFirst(secret) ? Verdict.blocked(outdated(secret)) : Verdict.of(Decision.KEEP);
  }

  /** What keeps a file from being one that a render writes; which values are in it is compared. */
  private Optional<String> problem(SecretPlan secret, byte[] bytes) {
    try {
      SealedSecretFile file = SealedSecretFile.read(bytes);
      ReadableFields fields = new ReadableFields(plan.mesh());
      for (String name : file.sealed().keySet()) {
        if (!fields.names(secret).contains(name)) {
          return Optional.of("it seals " + name + ", which render does not");
        }
      }
      for (String name : fields.names(secret)) {
        if (file.sealed().containsKey(name) == file.readable().containsKey(name)) {
          return Optional.of(
              name
                  + (file.sealed().containsKey(name)
                      ? " is both sealed and readable"
                      : " is missing"));
        }
      }
      return Optional.empty();
    } catch (SealException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** One message for a credential is enough, however many read it. */
  private boolean isFirst(SecretPlan secret) {
    return plan.clusters().stream()
        .filter(cluster -> cluster.name().equals(secret.owner()))
        .flatMap(cluster -> cluster.remote().stream())
        .anyMatch(first -> first.path().equals(secret.path()));
  }

  private Diagnostic outdated(SecretPlan secret) {
    return Diagnostic.of(
            Code.CREDENTIAL_STALE,
            at(secret),
            new ChangedInputs(plan, committed).of(secret)
                + ", and only controllers can open its kubeconfig")
        .expecting("a kubeconfig that matches the spec")
        .hinting("add the token again: `meshgen credential add " + secret.owner() + "`");
  }

  /** What nothing here opens can be compared with nothing. */
  Diagnostic notAdopted(SecretPlan secret) {
    return Diagnostic.of(
            Code.CONTROLLER_ADOPTED,
            at(secret),
            "only the controller of \""
                + secret.controller().orElseThrow().cluster()
                + "\" can open the file, so its content cannot be checked")
        .expecting("a file sealed by meshgen")
        .hinting("restore it from Git" + Remedy.orAnew(plan, secret));
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + secret.path());
  }
}
