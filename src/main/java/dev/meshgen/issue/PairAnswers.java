package dev.meshgen.issue;

import dev.meshgen.authority.AnswerDifference;
import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.files.ImportRemarks;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.AnswerVerifier;
import dev.meshgen.pki.AskedIntermediate;
import dev.meshgen.pki.CertificateBag;
import dev.meshgen.pki.ChainProblem;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds out which requests certificates answer: by the public key, whatever the files are. */
final class PairAnswers {
  private static final int SHOWN = 5;

  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final Instant now;
  private final Report report;
  private final NamesOfMesh names;

  PairAnswers(MeshPlan plan, CommittedSecrets committed, Instant now, Report report) {
    this.plan = plan;
    this.committed = committed;
    this.now = now;
    this.report = report;
    this.names = new NamesOfMesh(plan.mesh());
  }

  /** The answers by cluster; not all of them if {@code report} has errors. */
  Map<String, SignedIntermediate> in(CertificateBag bag) {
    Map<String, SignedIntermediate> answers = new TreeMap<>();
    Map<AskedIntermediate, Optional<String>> roots = open();
    Optional<String> root =
        new GivenRoot(plan, committed, report).committed().map(ImportedRoot::pem);
    if (report.hasErrors()) {
      return answers;
    }
    Map<Optional<String>, AnswerVerifier> verifiers = new LinkedHashMap<>();
    roots.forEach(
        (asked, other) -> {
          if (bag.answers(asked)) {
            Optional<String> pem = other.flatMap(committed::rootPem).or(() -> root);
            verify(verifiers.computeIfAbsent(pem, this::verifier), asked, bag)
                .ifPresent(each -> answers.put(clusterOf(asked), each));
          }
        });
    if (report.hasErrors()) {
      return answers;
    }
    List<AskedIntermediate> open = List.copyOf(roots.keySet());
    Set<String> used = used();
    if (answers.isEmpty() && bag.entries().stream().noneMatch(each -> isIn(used, each))) {
      report.add(unasked(bag, open));
    } else {
      // Those above a certificate that was imported before are not told from others.
      bag.unused(answers.values()).stream()
          .filter(each -> !answers.isEmpty() && !isIn(used, each))
          .forEach(each -> report.add(leftOut(each, open)));
    }
    return answers;
  }

  /** The certificates of the tree, by their fingerprints: who imports all of them again may. */
  private Set<String> used() {
    Set<String> used = new TreeSet<>();
    for (ClusterPlan cluster : plan.clusters()) {
      cluster
          .cacerts()
          .flatMap(committed::facts)
          .flatMap(SealedFacts::certificate)
          .ifPresent(found -> used.add(found.sha256()));
    }
    return used;
  }

  private static boolean isIn(Set<String> used, CertificateBag.Entry entry) {
    return used.contains(entry.sha256());
  }

  private AnswerVerifier verifier(Optional<String> rootPem) {
    try {
      return new AnswerVerifier(now, rootPem, RootPems.of(committed).all());
    } catch (PkiException e) {
      throw new IllegalStateException("the certificate of the root cannot be read", e);
    }
  }

  /** The open requests, and the root that each has to lead to if that is not the only one. */
  private Map<AskedIntermediate, Optional<String>> open() {
    Map<AskedIntermediate, Optional<String>> open = new LinkedHashMap<>();
    for (SecretPlan secret : plan.requests()) {
      Optional<LockedRequest> request = committed.facts(secret).flatMap(SealedFacts::request);
      request.ifPresent(
          found ->
              open.put(
                  new AskedIntermediate(
                      found.publicKey(),
                      CacertsSecret.request(plan.mesh(), secret.owner(), found.generation())),
                  found.root()));
    }
    return open;
  }

  private Optional<SignedIntermediate> verify(
      AnswerVerifier verifier, AskedIntermediate asked, CertificateBag bag) {
    String source = bag.sourceOf(asked);
    List<ChainProblem> problems = new ArrayList<>();
    Optional<AnswerVerifier.Verified> verified =
        verifier.verify(asked, names.of(clusterOf(asked)), bag, problems);
    ImportRemarks remarks = new ImportRemarks(source, report);
    problems.forEach(each -> remarks.say(each.flaw(), each.text()));
    List<String> differences = new ArrayList<>();
    verified.ifPresent(
        found -> {
          differences.addAll(found.differences());
          found.end().ifPresent(differences::add);
        });
    if (!differences.isEmpty()) {
      report.add(
          AnswerDifference.of(
              Span.of(source),
              clusterOf(asked),
              differences,
              "have the request signed again, and import the new certificate"));
    }
    return verified.map(AnswerVerifier.Verified::signed);
  }

  private static String clusterOf(AskedIntermediate asked) {
    return asked.request().cluster();
  }

  private Diagnostic unasked(CertificateBag bag, List<AskedIntermediate> open) {
    CertificateBag.Entry first = bag.entries().get(0);
    return Diagnostic.of(
            Code.ANSWER_UNASKED,
            Span.of(first.source()),
            "no certificate here has the public key of an open request: \""
                + first.subject()
                + "\""
                + (bag.entries().size() > 1
                    ? " and " + (bag.entries().size() - 1) + " more do not"
                    : " does not"))
        .expecting(
            open.isEmpty()
                ? "a certificate for an open request; no request is open"
                : "a certificate for " + names(open))
        .hinting(
            open.isEmpty()
                ? "run `meshgen trust csr`, and have its requests signed"
                : "have the request in the committed tree signed: the key was replaced meanwhile,"
                    + " or this is for another mesh");
  }

  private static String names(List<AskedIntermediate> open) {
    List<String> names = open.stream().map(each -> "\"" + clusterOf(each) + "\"").toList();
    return names.size() > SHOWN ? names.size() + " requests" : String.join(", ", names);
  }

  private static Diagnostic leftOut(CertificateBag.Entry entry, List<AskedIntermediate> open) {
    boolean other =
        open.stream().anyMatch(each -> each.request().subject().equals(entry.subject()));
    return Diagnostic.of(
            Code.CERTIFICATE_LEFT_OUT,
            Span.of(entry.source()),
            "the certificate \""
                + entry.subject()
                + "\" is not imported: "
                + (other
                    ? "its public key differs from the request with this subject"
                    : "it matches no request, and is in the chain of no certificate that does"))
        .expecting("certificates for open requests, with their chains")
        .hinting(
            other
                ? "have the request in the committed tree signed"
                : "ignore this if it was not meant for this mesh");
  }
}
