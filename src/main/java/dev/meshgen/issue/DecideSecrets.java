package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.plan.KeyHolder;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final AskedSecrets asked;
  private final FormerCarrier before;
  private final DecisionRefusals refusals;

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
    this.asked = new AskedSecrets(plan, committed, request.targets());
    this.before = new FormerCarrier(plan, committed);
    this.refusals = new DecisionRefusals(plan, committed);
  }

  /** Decides of every sealed file of a plan, in the order of the plan. */
  static Map<SecretPlan, Decision> all(
      MeshPlan plan,
      CommittedSecrets committed,
      PublicParts publicParts,
      IssueRequest request,
      Report report) {
    List<SecretPlan> secrets = plan.secrets();
    Decision[] decided = new Decision[secrets.size()];
    Report[] reports = new Report[secrets.size()];
    Workers.onAllCores(
        decided.length,
        i -> {
          reports[i] = new Report();
          decided[i] =
              new DecideSecrets(plan, committed, publicParts, request, reports[i])
                  .of(secrets.get(i));
        });
    Map<SecretPlan, Decision> decisions = new LinkedHashMap<>();
    for (int i = 0; i < decided.length; i++) {
      decisions.put(secrets.get(i), decided[i]);
      report.addAll(reports[i].diagnostics());
    }
    return decisions;
  }

  private Decision of(SecretPlan secret) {
    Optional<SealedFacts> entry = committed.facts(secret);
    byte[] bytes = committed.sealed().get(secret.path());
    if (committed.isLeftBehind(secret)) {
      return Decision.ABSENT;
    }
    if (asked.isImported(secret)) {
      return Decision.IMPORT;
    }
    if (asked.isUsedUp(secret)) {
      return Decision.ABSENT;
    }
    if (asked.isAskedFor(secret)) {
      return secret.kind() == SecretPlan.Kind.CACERTS ? signed(secret) : Decision.ISSUE;
    }
    if (secret.isCredential() && request.targets().remove().contains(secret.owner())) {
      return Decision.ABSENT;
    }
    if (request.targets().adopt().contains(secret.path()) && bytes != null) {
      return adopted(secret);
    }
    if (entry.isEmpty()) {
      return bytes == null ? absent(secret) : blocked(refusals.lockLost(secret));
    }
    if (bytes == null) {
      return blocked(refusals.lost(secret));
    }
    if (!Sha256.hex(bytes).equals(entry.get().sha256())) {
      return blocked(refusals.changed(secret));
    }
    Optional<Diagnostic> problem =
        new SealedRecipients(plan, committed, publicParts).problem(secret, bytes, entry.get());
    return problem.isPresent() ? blocked(problem.get()) : compare(secret, bytes, entry.get());
  }

  private Decision adopted(SecretPlan secret) {
    if (secret.isForController()) {
      return blocked(controllers.notAdopted(secret));
    }
    return secret.isStored() ? blocked(stored.notAdopted(secret)) : Decision.ADOPT;
  }

  /** To be signed, if there is what signs. */
  private Decision signed(SecretPlan secret) {
    if (plan.signs() == KeyHolder.CEREMONY && !asked.isKeySigning(secret.owner())) {
      return Decision.ABSENT;
    }
    return plan.importsKeys() && !hasSigner()
        ? blocked(refusals.signerMissing(secret))
        : Decision.ISSUE;
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

  /** Of one that is not there; what another way carries is not lost by that. */
  private Decision absent(SecretPlan secret) {
    Decision decision = withoutFile(secret);
    return decision == Decision.ABSENT
        ? before.lost(secret).map(this::blocked).orElse(decision)
        : decision;
  }

  private Decision withoutFile(SecretPlan secret) {
    if (secret.isStored()) {
      StoredState.Verdict verdict = stored.absent(secret);
      return verdict.decision() == Decision.ISSUE ? signed(secret) : verdict(verdict);
    }
    if (secret.isCredential()) {
      return controllers.carriedBefore(secret).map(this::blocked).orElse(Decision.ABSENT);
    }
    switch (secret.kind()) {
      case ISSUER, REQUEST, NEXT_ROOT, NEXT_ISSUER, BUNDLED:
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
          return blocked(refusals.rootElsewhere());
        }
        if (committed.inhabited()) {
          return blocked(refusals.rootLost(secret));
        }
        if (committed.clusterLocks().values().stream().anyMatch(each -> each.runs().isPresent())) {
          return blocked(refusals.rootUnknown());
        }
        return request.publishes() && !request.consent().strangers()
            ? blocked(stored.rootFirst(secret))
            : Decision.ISSUE;
      default:
        throw new IllegalArgumentException(secret.kind().toString());
    }
  }

  private Decision compare(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    if (isToReseal(secret, bytes, entry)) {
      Optional<Diagnostic> problem = publicParts.problem(secret, bytes, entry);
      return problem.isPresent() ? blocked(problem.get()) : Decision.RESEAL;
    }
    if (request.targets().reseal().isPresent() && secret.isSealedBySops()) {
      return Decision.KEEP;
    }
    if (secret.kind() == SecretPlan.Kind.BUNDLED) {
      return bundled(secret, bytes, entry);
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
      return isFormer(secret) ? Decision.KEEP : blocked(RootRecipients.missing(plan.mesh()));
    }
    if (!entry.inputs().equals(secret.inputs()) && !isKeptAnyway(secret, entry)) {
      return secret.isSigner() ? blocked(refusals.rootChanged(secret)) : Decision.ISSUE;
    }
    if (secret.kind() == SecretPlan.Kind.CACERTS && isForeign(entry)) {
      return blocked(refusals.foreignIssuer(secret));
    }
    Optional<Diagnostic> problem = publicParts.problem(secret, bytes, entry);
    if (problem.isPresent()) {
      return blocked(problem.get());
    }
    return entry.recipients().equals(secret.recipients()) ? Decision.KEEP : Decision.RESEAL;
  }

  /** What waits for its import stays, also where the spec names no recipients for it any more. */
  private Decision bundled(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    Optional<Diagnostic> problem = publicParts.problem(secret, bytes, entry);
    if (problem.isPresent()) {
      return blocked(problem.get());
    }
    return request.isTargeted()
            || secret.recipients().isEmpty()
            || entry.recipients().equals(secret.recipients())
        ? Decision.KEEP
        : Decision.RESEAL;
  }

  private StoredState.Verdict forController(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    StoredState.Verdict verdict = controllers.compare(secret, bytes, entry);
    return verdict.decision() == Decision.ISSUE && isKeptAnyway(secret, entry)
        ? StoredState.Verdict.of(Decision.KEEP)
        : verdict;
  }

  /** Whether the run is about who opens the file, and that is to change. */
  private boolean isToReseal(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    boolean meant =
        request
            .targets()
            .reseal()
            .filter(
                names -> names.isEmpty() || !secret.isSigner() && names.contains(secret.owner()))
            .isPresent();
    return meant
        && secret.isSealedBySops()
        && !secret.recipients().isEmpty()
        && (publicParts.hidesCertificates(secret, bytes)
            || !entry.recipients().equals(secret.recipients()));
  }

  private Decision keptAsLocked(SecretPlan secret, byte[] bytes, SealedFacts entry) {
    if (secret.kind() == SecretPlan.Kind.CACERTS && isForeign(entry)) {
      return blocked(refusals.foreignIssuer(secret));
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
}
