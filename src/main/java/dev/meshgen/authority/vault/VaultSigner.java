package dev.meshgen.authority.vault;

import dev.meshgen.authority.AnswerDifference;
import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.authority.SigningServer.Session;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.pki.AnswerVerifier;
import dev.meshgen.pki.AskedIntermediate;
import dev.meshgen.pki.CertificateBag;
import dev.meshgen.pki.ChainProblem;
import dev.meshgen.pki.ImportFlaw;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.vault.VaultBody;
import dev.meshgen.vault.VaultException;
import dev.meshgen.vault.VaultException.Kind;
import dev.meshgen.vault.VaultProblems;
import dev.meshgen.vault.VaultSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends requests, and verifies what comes back as if somebody else had written it. */
final class VaultSigner implements IntermediateSigner {
  /** As long as meshgen backdates what it signs itself: clocks of clusters differ. */
  private static final String BACKDATED = "10m";

  /** Vault refuses what begins before its issuer does; one that is so new has no clusters yet. */
  private static final Duration NEW = Duration.ofHours(1);

  /** Vault counts from its own clock, and from when it signs. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final VaultSettings settings;
  private final Session run;
  private final VaultSession session;
  private final IssuerChain issuer;
  private final VaultProblems problems;
  private final ConcurrentLinkedQueue<Diagnostic> remarks = new ConcurrentLinkedQueue<>();

  VaultSigner(
      VaultSettings settings,
      Session run,
      VaultSession session,
      IssuerChain issuer,
      VaultProblems problems) {
    this.settings = settings;
    this.run = run;
    this.session = session;
    this.issuer = issuer;
    this.problems = problems;
  }

  @Override
  public SignedIntermediate sign(RequestedIntermediate requested) throws SigningFailed {
    AskedIntermediate asked = requested.asked();
    Instant at = run.at();
    Instant wanted = at.plus(asked.request().validity());
    Instant end = issuer.end(wanted);
    Duration granted = Duration.between(at, end.equals(wanted) ? wanted : end.minus(TOLERANCE));
    // A duration and not `not_after`, which would step over the limit of the mount.
    VaultBody body =
        new VaultBody()
            .with("csr", requested.requestPem())
            .with("use_csr_values", true)
            .with("exclude_cn_from_sans", true)
            .with("max_path_length", 0)
            .with("ttl", Math.max(1, granted.toSeconds()) + "s")
            .with("format", "pem");
    if (issuer.isOlderThan(at.minus(NEW))) {
      body.with("not_before_duration", BACKDATED);
    }
    try {
      Map<String, Object> answer = session.client().write(settings.signPath(), body);
      AnswerVerifier.Verified verified = verified(asked, IssuerChain.of(answer));
      SignedIntermediate signed = verified.signed();
      List<String> differences = new ArrayList<>(verified.differences());
      if (signed.facts().notAfter().isBefore(wanted.minus(TOLERANCE))) {
        remarks.add(cutShort(asked, signed, wanted));
      } else {
        verified.end().ifPresent(differences::add);
      }
      if (!differences.isEmpty()) {
        remarks.add(differs(asked, differences));
      }
      return signed;
    } catch (VaultException e) {
      Diagnostic found =
          problems.of(
              e, "the intermediate of \"" + asked.request().cluster() + "\" was not signed");
      throw e.kind() == Kind.REFUSED
          ? SigningFailed.of(List.of(found))
          : SigningFailed.lasting(found);
    }
  }

  private AnswerVerifier.Verified verified(AskedIntermediate asked, IssuerChain answer)
      throws SigningFailed {
    List<ChainProblem> wrong = new ArrayList<>();
    try {
      CertificateBag bag = new CertificateBag();
      for (byte[] content : answer.contents()) {
        bag.add("the answer", content);
      }
      for (byte[] content : issuer.contents()) {
        bag.add("the chain of the issuer", content);
      }
      Optional<AnswerVerifier.Verified> verified =
          new AnswerVerifier(run.at(), run.rootPem())
              .verify(asked, run.names().of(asked.request().cluster()), bag, wrong);
      if (verified.isPresent()) {
        return verified.get();
      }
    } catch (PkiException e) {
      wrong.add(new ChainProblem(e.flaw(), e.getMessage()));
    }
    for (ChainProblem each : wrong) {
      if (each.flaw() == ImportFlaw.OTHER_ROOT) {
        throw OtherRoot.failed(settings, run, each.text());
      }
    }
    throw SigningFailed.of(wrong.stream().map(each -> unusable(asked, each)).toList());
  }

  private Diagnostic unusable(AskedIntermediate asked, ChainProblem problem) {
    return Diagnostic.of(
            Code.VAULT_CERTIFICATE,
            settings.at(),
            "the certificate from Vault for \""
                + asked.request().cluster()
                + "\" is unusable: "
                + problem.text())
        .expecting("the requested certificate, with its chain up to the root of the mesh")
        .hinting(
            "check the issuer with `vault read "
                + settings.issuerPath()
                + "`: its chain must be complete, its path length must allow intermediates, and it"
                + " must chain to the root of this mesh");
  }

  private Diagnostic differs(AskedIntermediate asked, List<String> differences) {
    return AnswerDifference.of(
        settings.at(),
        asked.request().cluster(),
        differences,
        "check what `vault read "
            + settings.issuerPath()
            + "` and the role or mount impose, and run `meshgen rotate "
            + asked.request().cluster()
            + "`");
  }

  private Diagnostic cutShort(AskedIntermediate asked, SignedIntermediate signed, Instant wanted) {
    Instant end = signed.facts().notAfter();
    boolean issuerEnds = issuer.end(wanted).isBefore(end.plus(TOLERANCE.multipliedBy(2)));
    return Diagnostic.of(
            Code.VAULT_CUT_SHORT,
            settings.at(),
            "the intermediate of \""
                + asked.request().cluster()
                + "\" expires on "
                + end
                + ", earlier than requested")
        .concerning(asked.request().cluster())
        .expecting("a certificate valid until " + wanted.truncatedTo(ChronoUnit.SECONDS))
        .hinting(
            issuerEnds
                ? "an authority above it expires then: plan its renewal"
                : "raise the limit of the mount, `vault secrets tune -max-lease-ttl=...`, or lower"
                    + " trust.intermediate.validity");
  }

  @Override
  public List<Diagnostic> remarks() {
    return remarks.stream().sorted().toList();
  }

  @Override
  public boolean remarksOnEnds() {
    return true;
  }

  @Override
  public void close() {
    session.close();
  }
}
