package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what becomes of each sealed file, from public facts alone: the plan, the locks, and the
 * sealed bytes.
 */
final class DecideSecrets {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final PublicParts publicParts;
  private final IssueRequest request;
  private final Report report;
  private final StoredState stored;
  private final ControllerState controllers;

  DecideSecrets(
      MeshPlan plan,
      CommittedSecrets committed,
      PublicParts publicParts,
      IssueRequest request,
      Report report) {
    this.plan = plan;
    this.publicParts = publicParts;
    this.committed = committed;
    this.request = request;
    this.report = report;
    this.stored = new StoredState(plan, committed, request);
    this.controllers = new ControllerState(plan, committed, request.isTargeted());
  }

  Decision of(SecretPlan secret) {
    Optional<SealedFacts> entry = committed.facts(secret);
    byte[] bytes = committed.sealed().get(secret.path());
    if (committed.isLeftBehind(secret)) {
      return Decision.ABSENT;
    }
    if (isImported(secret)) {
      return Decision.IMPORT;
    }
    if (isUsedUp(secret)) {
      return Decision.ABSENT;
    }
    if (isAskedFor(secret)) {
      return secret.kind() == SecretPlan.Kind.CACERTS ? signed(secret) : Decision.ISSUE;
    }
    if (secret.isCredential() && request.targets().remove().contains(secret.owner())) {
      return Decision.ABSENT;
    }
    if (request.targets().adopt().contains(secret.path()) && bytes != null) {
      return adopted(secret);
    }
    if (entry.isEmpty()) {
      return bytes == null ? absent(secret) : blocked(lockLost(secret));
    }
    if (bytes == null) {
      return blocked(lost(secret));
    }
    if (!Sha256.hex(bytes).equals(entry.get().sha256())) {
      return blocked(changed(secret));
    }
    Optional<Diagnostic> problem =
        new SealedRecipients(plan, committed).problem(secret, bytes, entry.get());
    return problem.isPresent() ? blocked(problem.get()) : compare(secret, bytes, entry.get());
  }

  private Decision adopted(SecretPlan secret) {
    if (secret.isForController()) {
      return blocked(controllers.notAdopted(secret));
    }
    return secret.isStored() ? blocked(stored.notAdopted(secret)) : Decision.ADOPT;
  }

  /** What is replaced on request is replaced whatever state it is in. */
  private boolean isAskedFor(SecretPlan secret) {
    return switch (secret.kind()) {
      case ROOT, ISSUER, NEXT_ROOT, NEXT_ISSUER -> false;
      case CACERTS ->
          request.targets().rotate().contains(secret.owner())
              || isKeySigning(secret.owner()) && isWanted(secret.owner());
      case REQUEST -> isRequested(secret);
      case REMOTE, KUBECONFIG ->
          request.targets().handed().credentials().containsKey(secret.owner());
    };
  }

  /** A key that waits for its certificate is not made twice, unless somebody wants another. */
  private boolean isRequested(SecretPlan secret) {
    boolean waits =
        committed.facts(secret).isPresent() || committed.sealed().containsKey(secret.path());
    return isWanted(secret.owner())
        && (request.targets().requests().again() || !waits)
        && !isKeySigning(secret.owner());
  }

  /** Whether a certificate is asked for. */
  private boolean isWanted(String cluster) {
    RequestTargets targets = request.targets().requests();
    return targets.ask().contains(cluster) && !(targets.missing() && hasCertificate(cluster));
  }

  /**
   * Whether no one has to be asked although the spec says so: as long as a root is on its way out,
   * its key in the tree signs for the clusters that have not left it.
   */
  private boolean isKeySigning(String cluster) {
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

  /** A key that got its certificate, or is given up. */
  private boolean isUsedUp(SecretPlan secret) {
    Targets targets = request.targets();
    return secret.kind() == SecretPlan.Kind.REQUEST
        && (targets.handed().answers().containsKey(secret.owner())
            || targets.requests().withdraw().contains(secret.owner()));
  }

  /** A root that is sealed already stays: it is never written again. */
  private boolean isImported(SecretPlan secret) {
    Handed handed = request.targets().handed();
    return switch (secret.kind()) {
      case ROOT, NEXT_ROOT ->
          handed.signer().filter(SigningChain::isRoot).filter(isFor(secret)).isPresent()
              && committed.facts(secret).isEmpty();
      case ISSUER, NEXT_ISSUER ->
          handed.signer().filter(signer -> !signer.isRoot()).filter(isFor(secret)).isPresent();
      case CACERTS ->
          handed.cacerts().containsKey(secret.owner())
              || handed.answers().containsKey(secret.owner());
      case REQUEST, REMOTE, KUBECONFIG -> false;
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

  /** To be signed, if there is what signs. */
  private Decision signed(SecretPlan secret) {
    if (plan.signs() == KeyHolder.CEREMONY && !isKeySigning(secret.owner())) {
      return Decision.ABSENT;
    }
    return plan.importsKeys() && !hasSigner() ? blocked(signerMissing(secret)) : Decision.ISSUE;
  }

  private boolean hasSigner() {
    return plan.secrets().stream()
        .filter(SecretPlan::isSigner)
        .anyMatch(each -> committed.sealed().containsKey(each.path()));
  }

  private Decision verdict(StoredState.Verdict verdict) {
    verdict.problem().ifPresent(report::add);
    return verdict.decision();
  }

  private Decision absent(SecretPlan secret) {
    if (secret.isStored()) {
      StoredState.Verdict verdict = stored.absent(secret);
      return verdict.decision() == Decision.ISSUE ? signed(secret) : verdict(verdict);
    }
    if (secret.isCredential()) {
      return controllers.carriedBefore(secret).map(this::blocked).orElse(Decision.ABSENT);
    }
    switch (secret.kind()) {
      case ISSUER, REQUEST, NEXT_ROOT, NEXT_ISSUER:
        return Decision.ABSENT;
      case CACERTS:
        if (plan.signs() == KeyHolder.SERVER && request.isTargeted()) {
          return Decision.ABSENT;
        }
        // An import is about what is handed over; the other clusters may be next.
        return request.targets().handed().hasImports() ? Decision.ABSENT : signed(secret);
      case ROOT:
        if (plan.importsKeys() || plan.signs().isAsked()) {
          return Decision.ABSENT;
        }
        if (committed.meshLock().flatMap(MeshLock::root).isPresent()) {
          return blocked(rootElsewhere());
        }
        if (committed.inhabited()) {
          return blocked(rootLost(secret));
        }
        return request.publishes() && !request.consent().strangers()
            ? blocked(stored.rootFirst(secret))
            : Decision.ISSUE;
      default:
        throw new IllegalArgumentException(secret.kind().toString());
    }
  }

  private Decision compare(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    if (request.targets().reseal().contains(secret.owner())
        && SealSecret.hidesCertificates(secret, bytes)) {
      Optional<Diagnostic> problem = publicParts.problem(secret, bytes, entry);
      return problem.isPresent() ? blocked(problem.get()) : Decision.RESEAL;
    }
    if (secret.isStored()) {
      Decision decision = verdict(stored.compare(secret, bytes, entry));
      return decision == Decision.KEEP ? keptAsLocked(secret, bytes, entry) : decision;
    }
    if (secret.isForController()) {
      Decision decision = verdict(forController(secret, bytes, entry));
      return decision == Decision.KEEP ? keptAsLocked(secret, bytes, entry) : decision;
    }
    if (request.isTargeted() && !secret.isSigner()) {
      return Decision.KEEP;
    }
    if (secret.recipients().isEmpty()) {
      return isFormer(secret) ? Decision.KEEP : blocked(recipientsMissing());
    }
    if (!entry.inputs().equals(secret.inputs()) && !isKeptAnyway(secret, entry)) {
      return secret.isSigner() ? blocked(rootChanged(secret)) : Decision.ISSUE;
    }
    if (secret.kind() == SecretPlan.Kind.CACERTS && isForeign(entry)) {
      return blocked(foreignIssuer(secret));
    }
    Optional<Diagnostic> problem = publicParts.problem(secret, bytes, entry);
    if (problem.isPresent()) {
      return blocked(problem.get());
    }
    return entry.recipients().equals(secret.recipients()) ? Decision.KEEP : Decision.RESEAL;
  }

  private StoredState.Verdict forController(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    StoredState.Verdict verdict = controllers.compare(secret, bytes, entry);
    return verdict.decision() == Decision.ISSUE && isKeptAnyway(secret, entry)
        ? StoredState.Verdict.of(Decision.KEEP)
        : verdict;
  }

  private Decision keptAsLocked(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    if (secret.kind() == SecretPlan.Kind.CACERTS && isForeign(entry)) {
      return blocked(foreignIssuer(secret));
    }
    return publicParts.problem(secret, bytes, entry).map(this::blocked).orElse(Decision.KEEP);
  }

  /** What was imported is not what the spec says, and was not meant to be. */
  private boolean isKeptAnyway(SecretPlan secret, SealedFacts entry) {
    return secret.isSigner()
        ? plan.importsKeys()
            || isFormer(secret)
            || secret.kind() == SecretPlan.Kind.ROOT && isLeaving()
        : !secret.isCredential() && plan.signs() == KeyHolder.CEREMONY
            || entry.certificate().filter(LockedCertificate::isImported).isPresent();
  }

  /** A key of an authority that the spec no longer names, and so says nothing of. */
  private boolean isFormer(SecretPlan secret) {
    return secret.isSigner() && plan.signs().isAsked();
  }

  /** The spec says what the root is like that takes its place. */
  private boolean isLeaving() {
    return committed.rotation().isPresent()
        || request.rootStep().filter(step -> step.phase() == RootPhase.DISTRIBUTE).isPresent();
  }

  private boolean isForeign(SealedFacts entry) {
    return committed.root().isPresent()
        && entry.certificate().isPresent()
        && committed.root(entry.certificate().get().issuer()).isEmpty();
  }

  private Decision blocked(Diagnostic why) {
    report.add(why);
    return Decision.BLOCKED;
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + committed.pathOf(secret));
  }

  private Diagnostic lost(SecretPlan secret) {
    return Diagnostic.of(
            Code.SEALED_LOST, at(secret), "the sealed file is missing, but its lock names it")
        .expecting("the file as it was committed")
        .hinting("restore it from Git" + Remedy.orAnew(plan, secret));
  }

  private Diagnostic changed(SecretPlan secret) {
    return Diagnostic.of(
            Code.SEALED_CHANGED, at(secret), "the sealed file differs from what its lock recorded")
        .expecting("the bytes that were committed with the lock")
        .hinting(
            secret.isStored()
                ? "restore it from Git" + Remedy.orAnew(plan, secret)
                : "restore it from Git; if sops changed it on purpose, run `meshgen adopt "
                    + secret.path()
                    + "`");
  }

  private Diagnostic lockLost(SecretPlan secret) {
    if (secret.isNext() && committed.meshLock().isPresent() && committed.rotation().isEmpty()) {
      return Diagnostic.of(
              Code.LOCK_LOST, at(secret), "no lock describes this key, and no root is on its way")
          .expecting("an entry in " + Layout.ROOT_LOCK + ", or no such file")
          .hinting(
              "delete it if the rotation that it belonged to has ended; else restore "
                  + Layout.ROOT_LOCK
                  + " from Git");
    }
    return Diagnostic.of(Code.LOCK_LOST, at(secret), "no lock describes this sealed file")
        .expecting(
            secret.isSigner()
                ? "an entry in " + Layout.ROOT_LOCK
                : "an entry in " + Layout.cluster(secret.owner()).lock())
        .hinting(
            secret.isStored()
                ? "restore the lock from Git, or remove the file and run `meshgen publish`, which"
                    + " takes the key that is in Vault"
                : "restore the lock from Git, or run `meshgen adopt "
                    + String.join(" ", withoutLock(secret))
                    + "` with an identity that opens what is sealed");
  }

  /** A lost lock leaves all its files without an entry; adopting one alone would not do. */
  private List<String> withoutLock(SecretPlan secret) {
    return plan.secrets().stream()
        .filter(
            each ->
                each.isSigner()
                    ? secret.isSigner()
                    : !secret.isSigner() && each.owner().equals(secret.owner()))
        .filter(each -> committed.sealed().containsKey(each.path()))
        .filter(each -> committed.facts(each).isEmpty())
        .map(each -> ShellWord.of(each.path()))
        .toList();
  }

  private Diagnostic signerMissing(SecretPlan secret) {
    boolean there = committed.facts(secret).isPresent();
    return Diagnostic.of(
            Code.SIGNING_KEY_MISSING,
            at(secret),
            "\""
                + secret.owner()
                + "\" needs "
                + (there ? "another intermediate" : "cacerts")
                + ", and the tree holds no key to sign "
                + (there ? "it" : "them")
                + " with")
        .expecting("the key of the root, or of an authority below it")
        .hinting(
            "run `meshgen trust import --certificate FILE --key FILE`, or import what the cluster"
                + " has with `meshgen trust import "
                + secret.owner()
                + " --cacerts FILE`");
  }

  private Diagnostic recipientsMissing() {
    return Diagnostic.of(
            Code.ROOT_RECIPIENTS_MISSING,
            plan.mesh().origins().at("spec", "secrets", "sops"),
            "missing secrets.sops.root: the key that signs has no recipients")
        .expecting("recipients of that key, other than those of the clusters")
        .hinting("add `root` with its recipients beside them");
  }

  private Diagnostic rootLost(SecretPlan secret) {
    return Diagnostic.of(
            Code.SEALED_LOST,
            at(secret),
            "the root is missing, but the folder holds files of this mesh")
        .expecting(Layout.ROOT_KEY + " and " + Layout.ROOT_LOCK + " as they were committed")
        .hinting(
            "restore both from Git; a new root is minted only into a folder without any file of"
                + " the mesh");
  }

  private Diagnostic rootElsewhere() {
    return Diagnostic.of(
            Code.ROTATION_AUTHORITY,
            plan.mesh().trust().authority().settings().document(),
            "the root of this mesh was made elsewhere, and `trust.authority: generated` would make"
                + " another")
        .expecting("what signs below the root that clusters trust")
        .hinting("set `trust.authority` to what signs below that root: `files`, `csr` or `vault`");
  }

  private Diagnostic rootChanged(SecretPlan secret) {
    return Diagnostic.of(
            Code.ROOT_CHANGED,
            at(secret),
            "the spec's trust.root differs from what the root was minted with")
        .expecting("the key kind and validity recorded in " + Layout.ROOT_LOCK)
        .hinting(
            "revert the change, or have another root take the place of this one: `meshgen trust"
                + " rotate root distribute`");
  }

  private Diagnostic foreignIssuer(SecretPlan secret) {
    return Diagnostic.of(
            Code.FOREIGN_ISSUER, at(secret), "the intermediate was issued by another root")
        .expecting("an intermediate of the root in " + Layout.ROOT_LOCK)
        .hinting(
            "restore the matching locks from Git, or run `meshgen rotate " + secret.owner() + "`");
  }
}
