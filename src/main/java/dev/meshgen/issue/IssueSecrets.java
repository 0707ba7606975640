package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.sops.Keyrings;
import dev.meshgen.seal.sops.Sealing;
import dev.meshgen.tree.Layout;
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
  private final Keyrings keys;

  public IssueSecrets(SecureRandom random, Clock clock, Keyrings keys) {
    this.random = random;
    this.clock = clock;
    this.keys = keys;
  }

  /** Empty when something is wrong; {@code report} says what. */
  public Optional<Issued> issue(
      MeshPlan plan, CommittedSecrets committed, IssueRequest request, Report report) {
    Map<SecretPlan, Decision> decisions = decide(plan, committed, request, report);
    if (decisions.containsValue(Decision.BLOCKED)) {
      return Optional.empty();
    }
    if (request.frozen() && reportFrozen(plan, decisions, committed, report)) {
      return Optional.empty();
    }
    new UndiscoverableClusters(request.spec(), committed.folder()).report(plan, decisions, report);
    SealedFileOpener opener = new SealedFileOpener(keys, committed.folder(), report);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SealSecret sealing = new SealSecret(plan, committed, new Sealing(now, random));
    CertificateIssuer issuer = new CertificateIssuer(random, clock);
    Optional<Issued> issued =
        new IssueMesh(new IssuingTools(plan, committed, issuer, sealing, opener, now, report))
            .run(decisions, request.credentials());
    issued.ifPresent(result -> new SealedRecipients(committed).warnOfRemoved(plan, result, report));
    issued.ifPresent(
        result -> Expiry.report(plan, result, committed.folder(), request.asOf(), report));
    return issued;
  }

  private static Map<SecretPlan, Decision> decide(
      MeshPlan plan, CommittedSecrets committed, IssueRequest request, Report report) {
    DecideSecrets decide = new DecideSecrets(plan, committed, request, report);
    Map<SecretPlan, Decision> decisions = new LinkedHashMap<>();
    for (SecretPlan secret : plan.secrets()) {
      decisions.put(secret, decide.of(secret));
    }
    return decisions;
  }

  private static boolean hasRootCertificate(MeshPlan plan, CommittedSecrets committed) {
    String expected =
        committed.facts(plan.root()).orElseThrow().certificate().orElseThrow().sha256();
    return committed
        .rootPem()
        .filter(pem -> CertificateEntry.isFingerprint(pem, expected))
        .isPresent();
  }

  private static boolean reportFrozen(
      MeshPlan plan,
      Map<SecretPlan, Decision> decisions,
      CommittedSecrets committed,
      Report report) {
    boolean any =
        decisions.get(plan.root()) == Decision.KEEP && !hasRootCertificate(plan, committed);
    if (any) {
      report.add(
          Diagnostic.of(
                  Code.FROZEN,
                  Span.of(committed.folder() + "/" + Layout.ROOT_CERTIFICATE),
                  "is not the certificate that "
                      + Layout.ROOT_LOCK
                      + " names, and recreating it needs"
                      + " the root's identity")
              .hinting("restore it from Git"));
    }
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
                .hinting(
                    "run `meshgen render` with the identities it needs, and commit the result"));
      }
    }
    return any;
  }
}
