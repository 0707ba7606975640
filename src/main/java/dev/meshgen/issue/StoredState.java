package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.lock.StoredFacts;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.plan.SecretPlan.StorePlace;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.vault.StoredFile;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** Decides what becomes of a secret that is kept outside of the tree; asks no store. */
final class StoredState {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final IssueRequest request;

  StoredState(MeshPlan plan, CommittedSecrets committed, IssueRequest request) {
    this.plan = plan;
    this.committed = committed;
    this.request = request;
  }

  /** A decision, or why it cannot be made. */
  record Verdict(Decision decision, Optional<Diagnostic> problem) {
    static Verdict of(Decision decision) {
      return new Verdict(decision, Optional.empty());
    }

    static Verdict blocked(Diagnostic why) {
      return new Verdict(Decision.BLOCKED, Optional.of(why));
    }
  }

  /** Of one whose file does not exist. */
  Verdict absent(SecretPlan secret) {
    Optional<String> sealed = sealedBefore(secret);
    if (secret.isCredential()) {
      return sealed.isPresent() && !request.isTargeted()
          ? Verdict.blocked(
              sealedInTree(secret, sealed.get())
                  .hinting(
                      "add it again, `meshgen credential add "
                          + secret.owner()
                          + "`, or remove it first: `meshgen credential remove "
                          + secret.owner()
                          + "`"))
          : Verdict.of(Decision.ABSENT);
    }
    if (secret.kind() == SecretPlan.Kind.REQUEST) {
      return Verdict.of(Decision.ABSENT);
    }
    if (plan.signs() == KeyHolder.CEREMONY && sealed.isPresent()) {
      return Verdict.blocked(
          sealedInTree(secret, sealed.get())
              .hinting("keep `secrets.sops`: a sealed key cannot be moved to Vault"));
    }
    if (request.publishes()) {
      return Verdict.of(Decision.ISSUE);
    }
    return sealed.isPresent() && !request.isTargeted()
        ? Verdict.blocked(
            sealedInTree(secret, sealed.get())
                .hinting("run `meshgen publish`, which issues another and keeps it in Vault"))
        : Verdict.of(Decision.ABSENT);
  }

  /** Where the tree has it as it is sealed there. */
  private Optional<String> sealedBefore(SecretPlan secret) {
    ClusterLock lock = committed.clusterLocks().get(secret.owner());
    if (lock == null) {
      return Optional.empty();
    }
    return lock.sealed().entrySet().stream()
        .filter(each -> !Layout.isStored(each.getKey()))
        .filter(each -> isAlike(secret, each.getValue()))
        .map(each -> each.getKey())
        .findFirst();
  }

  private static boolean isAlike(SecretPlan secret, SealedFacts facts) {
    return secret.isCredential() ? facts.credential().isPresent() : facts.certificate().isPresent();
  }

  private Diagnostic sealedInTree(SecretPlan secret, String path) {
    return Diagnostic.of(
            Code.SEALED_BEFORE,
            Span.of(committed.folder() + "/" + path),
            "the spec keeps "
                + (secret.isCredential() ? "the credential" : "the key")
                + " of \""
                + secret.owner()
                + "\" in Vault, but it is sealed in the tree")
        .expecting("the new place in use before the old one is removed");
  }

  /** Of one whose file is there, and as its lock says. */
  Verdict compare(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    try {
      StoredFile.readable(bytes);
    } catch (SealException e) {
      return Verdict.blocked(
          Diagnostic.of(Code.SEALED_UNREADABLE, at(secret), e.getMessage())
              .hinting("restore it from Git" + Remedy.orAnew(plan, secret)));
    }
    if (request.isTargeted()) {
      return Verdict.of(Decision.KEEP);
    }
    boolean again = request.publishes() && isMadeHere(secret, entry);
    Optional<String> elsewhere = elsewhere(secret, entry);
    if (elsewhere.isPresent()) {
      return again ? Verdict.of(Decision.ISSUE) : Verdict.blocked(moved(secret, elsewhere.get()));
    }
    if (entry.inputs().equals(secret.inputs())) {
      return Verdict.of(Decision.KEEP);
    }
    return again
        ? Verdict.of(Decision.ISSUE)
        : secret.isCredential() ? Verdict.blocked(outdated(secret)) : Verdict.of(Decision.KEEP);
  }

  /** Whether {@code publish} may replace it: not what somebody else has made, or signs. */
  private boolean isMadeHere(SecretPlan secret, SealedFacts entry) {
    return !secret.isCredential()
        && plan.signs() != KeyHolder.CEREMONY
        && entry.certificate().filter(LockedCertificate::isImported).isEmpty();
  }

  /** Where it is kept, if that is not below where the spec says. */
  private static Optional<String> elsewhere(SecretPlan secret, SealedFacts entry) {
    StorePlace place = secret.store().orElseThrow();
    Optional<StoredFacts> stored = entry.stored();
    boolean there =
        stored
            .filter(
                at ->
                    at.mount().equals(place.mount()) && at.path().startsWith(place.folder() + "/"))
            .isPresent();
    return there
        ? Optional.empty()
        : Optional.of(stored.map(at -> at.mount() + "/" + at.path()).orElse("the file itself"));
  }

  private Diagnostic moved(SecretPlan secret, String where) {
    StorePlace place = secret.store().orElseThrow();
    return Diagnostic.of(
            Code.STORE_MOVED,
            at(secret),
            "the secret is stored at "
                + where
                + ", but the spec says "
                + place.mount()
                + "/"
                + place.folder())
        .expecting("secrets below `path`, in `mount`")
        .hinting(
            secret.isCredential()
                ? "run `meshgen credential add " + secret.owner() + "` to write it there"
                : "revert the change, or run `meshgen publish` to write another key there");
  }

  private Diagnostic outdated(SecretPlan secret) {
    return Diagnostic.of(
            Code.CREDENTIAL_STALE,
            at(secret),
            "the spec changes how the API server of \""
                + secret.owner()
                + "\" is reached, but its kubeconfig in Vault is never read back")
        .expecting("a kubeconfig that matches the spec")
        .hinting("add the token again: `meshgen credential add " + secret.owner() + "`");
  }

  /** A run that dies would leave keys in Vault that were signed by a root that exists nowhere. */
  Diagnostic rootFirst(SecretPlan root) {
    return Diagnostic.of(
            Code.ROOT_BEFORE_KEYS, at(root), "the root that signs the keys does not exist yet")
        .expecting("a root in the tree before anything is written to Vault")
        .hinting("run `meshgen render` first, which creates it");
  }

  /** A file without a secret: whatever is in it, a render writes it again. */
  Diagnostic notAdopted(SecretPlan secret) {
    return Diagnostic.of(Code.STORE_ADOPTED, at(secret), "the file holds no secret to adopt")
        .expecting("a sealed file")
        .hinting("restore it from Git" + Remedy.orAnew(plan, secret));
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + secret.path());
  }
}
