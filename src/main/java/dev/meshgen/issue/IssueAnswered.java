package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedRequest;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestFacts;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.tree.Header;
import dev.meshgen.tree.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes keys and requests, and completes {@code cacerts} with the certificates that come back. The
 * first that comes back says what the root of the mesh is.
 */
final class IssueAnswered {
  private final IssuingTools bench;
  private final MeshPlan plan;
  private final HandedSecrets handed;
  private final RootPems pems;
  private final RootsOfRun roots;
  private final List<String> notes;

  IssueAnswered(IssuingTools bench, HandedSecrets handed, RootPems pems, List<String> notes) {
    this.bench = bench;
    this.pems = pems;
    this.roots = new RootsOfRun(bench.committed(), bench.rotation());
    this.plan = bench.plan();
    this.handed = handed;
    this.notes = notes;
  }

  /** Adds what was made; empty if there is no root yet, or something is wrong. */
  Optional<ImportedRoot> run(
      Map<SecretPlan, Decision> decisions, List<Sealed> all, SortedMap<String, byte[]> requests) {
    GivenRoot given = new GivenRoot(bench);
    List<ImportedRoot> found = new ArrayList<>();
    given.committed().ifPresent(found::add);
    new TreeMap<>(handed.answers())
        .values()
        .forEach(each -> found.add(ImportedRoot.of(each.rootPem(), each.root())));
    Optional<ImportedRoot> root = given.only(found);
    if (bench.report().hasErrors()) {
      return Optional.empty();
    }
    for (ClusterPlan cluster : plan.clusters()) {
      cluster
          .cacerts()
          .filter(secret -> decisions.get(secret) == Decision.IMPORT)
          .flatMap(secret -> complete(secret, cluster.trust().request().orElseThrow()))
          .ifPresent(all::add);
    }
    signByKey(decisions, root, all);
    ask(decisions, all, requests);
    bench
        .rotation()
        .requests()
        .withdraw()
        .forEach(cluster -> notes.add("withdrew the request of " + cluster));
    keepRequests(decisions, requests);
    return root;
  }

  /** What the root signs that is on its way out, as long as the tree has its key. */
  private void signByKey(
      Map<SecretPlan, Decision> decisions, Optional<ImportedRoot> root, List<Sealed> all) {
    List<SecretPlan> toSign =
        plan.clusters().stream()
            .flatMap(cluster -> cluster.cacerts().stream())
            .filter(secret -> decisions.get(secret) == Decision.ISSUE)
            .toList();
    if (!toSign.isEmpty()) {
      new SignByKey(bench, pems, notes).sign(toSign, root.orElseThrow().facts().sha256(), all);
    }
  }

  private Optional<Sealed> complete(SecretPlan secret, SecretPlan pending) {
    SignedIntermediate signed = handed.answers().get(secret.owner());
    List<String> trusted = roots.trusted(secret, signed, pems);
    SealedFacts facts = bench.committed().facts(pending).orElseThrow();
    try {
      Sealed sealed =
          bench
              .sealing()
              .complete(
                  secret,
                  bench.committed().sealed().get(pending.path()),
                  RequestedKey.completed(plan.mesh(), signed.trusting(pems.text(trusted))),
                  facts.answered(
                      CertificateEntry.of(signed, facts.request().orElseThrow().generation())))
              .trusting(trusted);
      notes.add(
          "completed cacerts of "
              + secret.owner()
              + ": "
              + signed.facts().subject()
              + ", until "
              + signed.facts().notAfter());
      return Optional.of(sealed);
    } catch (SealException e) {
      bench
          .report()
          .add(
              Diagnostic.of(
                      Code.SEALED_UNREADABLE,
                      Span.of(bench.committed().folder() + "/" + pending.path()),
                      "the certificate cannot be added to its key: " + e.getMessage())
                  .hinting("restore the file from Git" + Remedy.orAnew(plan, pending)));
      return Optional.empty();
    }
  }

  /** A sealed key, and the request for its certificate. */
  private record Made(Sealed sealed, byte[] request) {}

  private void ask(
      Map<SecretPlan, Decision> decisions, List<Sealed> all, SortedMap<String, byte[]> requests) {
    List<SecretPlan> toAsk =
        plan.requests().stream().filter(secret -> decisions.get(secret) == Decision.ISSUE).toList();
    Made[] made = new Made[toAsk.size()];
    bench.making(made.length, i -> made[i] = ask(toAsk.get(i)));
    for (int i = 0; i < made.length; i++) {
      String path = Layout.cluster(toAsk.get(i).owner()).request();
      all.add(made[i].sealed());
      requests.put(path, made[i].request());
      notes.add("wrote " + bench.committed().folder() + "/" + path + ": have it signed");
    }
  }

  private Made ask(SecretPlan secret) {
    Mesh mesh = plan.mesh();
    int generation = generation(secret);
    Optional<StoreKeeper.Requested> left = bench.sealing().leftRequest(secret, generation);
    if (left.isPresent()) {
      LockedRequest facts = locked(secret, generation, left.get().facts());
      return new Made(
          bench.sealing().stored(secret, facts, left.get().at()), file(secret, left.get().pem()));
    }
    try (RequestedIntermediate requested =
        bench.issuer().request(CacertsSecret.request(mesh, secret.owner(), generation))) {
      String pem = requested.requestPem();
      LockedRequest facts = locked(secret, generation, RequestFacts.of(pem));
      // Not closed: its key is that of the request.
      Sealed sealed =
          bench
              .sealing()
              .request(
                  secret,
                  RequestedKey.manifest(mesh, secret.owner(), requested.privateKeyPem()),
                  facts,
                  pem);
      return new Made(sealed, file(secret, pem));
    } catch (PkiException e) {
      throw new IllegalStateException("a request that was just made cannot be read", e);
    }
  }

  private LockedRequest locked(SecretPlan secret, int generation, RequestFacts facts) {
    return new LockedRequest(
        generation,
        facts.publicKeySha256(),
        facts.sha256(),
        plan.cacerts(secret.owner()).flatMap(roots::asked));
  }

  /** One more than that of the certificate in use, and of the request that this one replaces. */
  private int generation(SecretPlan secret) {
    int used =
        plan.clusters().stream()
            .filter(cluster -> cluster.name().equals(secret.owner()))
            .flatMap(cluster -> cluster.cacerts().stream())
            .flatMap(cacerts -> bench.committed().facts(cacerts).stream())
            .flatMap(facts -> facts.certificate().stream())
            .mapToInt(certificate -> certificate.generation())
            .findFirst()
            .orElse(0);
    int asked =
        bench
            .committed()
            .facts(secret)
            .flatMap(SealedFacts::request)
            .map(LockedRequest::generation)
            .orElse(0);
    return Math.max(used, asked) + 1;
  }

  private byte[] file(SecretPlan secret, String pem) {
    String path = Layout.cluster(secret.owner()).request();
    return (Header.line(path, plan.mesh().name()) + "\n" + pem).getBytes(StandardCharsets.UTF_8);
  }

  private void keepRequests(
      Map<SecretPlan, Decision> decisions, SortedMap<String, byte[]> requests) {
    for (SecretPlan secret : plan.requests()) {
      Decision decision = decisions.get(secret);
      if (decision == Decision.KEEP || decision == Decision.RESEAL || decision == Decision.ADOPT) {
        byte[] bytes = bench.committed().requests().get(secret.owner());
        Optional<String> problem = problem(secret, bytes);
        if (problem.isPresent()) {
          bench.report().add(changed(secret, problem.get()));
        } else {
          requests.put(Layout.cluster(secret.owner()).request(), bytes);
        }
      }
    }
  }

  /** Only the sealed key could sign it once more. */
  private Optional<String> problem(SecretPlan secret, byte[] bytes) {
    if (bytes == null) {
      return Optional.of("the request is missing, but listed in its lock");
    }
    Optional<LockedRequest> facts = bench.committed().facts(secret).flatMap(SealedFacts::request);
    if (facts.isEmpty()) {
      return Optional.of("no lock describes this request");
    }
    try {
      RequestFacts found = RequestedKey.facts(bytes);
      return found.sha256().equals(facts.get().sha256())
              && found.publicKeySha256().equals(facts.get().publicKey())
              && Sha256.hex(bytes).equals(Sha256.hex(file(secret, RequestedKey.pem(bytes))))
          ? Optional.empty()
          : Optional.of("the request does not match its lock");
    } catch (PkiException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Diagnostic changed(SecretPlan secret, String words) {
    return Diagnostic.of(
            Code.REQUEST_CHANGED,
            Span.of(bench.committed().folder() + "/" + Layout.cluster(secret.owner()).request()),
            words)
        .expecting("the request written with the sealed key")
        .hinting("restore it from Git" + Remedy.orAnew(plan, secret));
  }
}
