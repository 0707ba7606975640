package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.AgeIdentities;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The stage that keeps what is sealed, and issues what is missing.
 *
 * <p>Decides first, for every file, and reports all that is wrong; only then is a key opened.
 */
public final class IssueSecrets {
  private final SecureRandom random;
  private final Clock clock;
  private final AgeIdentities identities;

  public IssueSecrets(SecureRandom random, Clock clock, AgeIdentities identities) {
    this.random = random;
    this.clock = clock;
    this.identities = identities;
  }

  /** Empty when something is wrong; {@code report} says what. */
  public Optional<Issued> issue(
      MeshPlan plan, Committed committed, IssueRequest request, Report report) {
    Map<SecretPlan, Decision> decisions = decide(plan, committed, request, report);
    if (decisions.containsValue(Decision.BLOCKED)) {
      return Optional.empty();
    }
    if (request.frozen() && reportFrozen(decisions, committed, report)) {
      return Optional.empty();
    }
    reportUndiscoverable(plan, decisions, report);
    Opener opener = new Opener(identities, committed.folder(), report);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Sealing sealing = new Sealing(plan, committed, random, now);
    CertificateIssuer issuer = new CertificateIssuer(random, clock);
    Optional<Issued> issued =
        new IssueMesh(plan, committed, issuer, sealing, opener, now, report)
            .run(decisions, request.credentials());
    issued.ifPresent(
        result -> Expiry.report(plan, result, committed.folder(), request.asOf(), report));
    return issued;
  }

  private static Map<SecretPlan, Decision> decide(
      MeshPlan plan, Committed committed, IssueRequest request, Report report) {
    Decide decide = new Decide(committed, request, report);
    Map<SecretPlan, Decision> decisions = new LinkedHashMap<>();
    for (SecretPlan secret : plan.secrets()) {
      decisions.put(secret, decide.of(secret));
    }
    return decisions;
  }

  private static boolean reportFrozen(
      Map<SecretPlan, Decision> decisions, Committed committed, Report report) {
    boolean any = false;
    for (Map.Entry<SecretPlan, Decision> entry : decisions.entrySet()) {
      Decision decision = entry.getValue();
      if (decision == Decision.ISSUE || decision == Decision.RESEAL) {
        any = true;
        SecretPlan secret = entry.getKey();
        report.add(
            Diagnostic.of(
                    Code.FROZEN,
                    Span.of(committed.folder() + "/" + secret.path()),
                    decision == Decision.ISSUE
                        ? "has to be issued, which this run may not do"
                        : "has to be resealed to other recipients, which this run may not do")
                .hinting("run `meshgen render` with the identities it needs, and commit the result"));
      }
    }
    return any;
  }

  private static void reportUndiscoverable(
      MeshPlan plan, Map<SecretPlan, Decision> decisions, Report report) {
    for (ClusterPlan cluster : plan.clusters()) {
      if (decisions.get(cluster.remote()) == Decision.ABSENT && plan.clusters().size() > 1) {
        report.add(
            Diagnostic.of(
                    Code.NOT_DISCOVERABLE,
                    cluster.cluster().origins().document(),
                    "no other cluster discovers the services of \""
                        + cluster.name()
                        + "\" yet: its reader's token is not in discovery/")
                .hinting(
                    "when its access layer is applied, pipe the reader's token Secret into"
                        + " `meshgen credential add "
                        + cluster.name()
                        + " --from-file -`"));
      }
    }
  }
}
