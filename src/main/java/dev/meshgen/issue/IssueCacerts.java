package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Issues and seals the {@code cacerts} of clusters. */
final class IssueCacerts {
  private final IssuingTools bench;
  private final SigningChain chain;
  private final List<SecretPlan> secrets;
  private final RootsOfRun roots;
  private final RootPems pems;
  private final Issuance[] results;

  /**
   * The work of one authority.
   *
   * @param pems certificates of all roots that clusters trust
   */
  IssueCacerts(IssuingTools bench, SigningChain chain, List<SecretPlan> secrets, RootPems pems) {
    this.bench = bench;
    this.pems = pems.add(chain.root().sha256(), chain.rootPem());
    this.roots = new RootsOfRun(bench.committed(), bench.rotation());
    this.chain = chain;
    this.secrets = secrets;
    this.results = new Issuance[secrets.size()];
  }

  /** Issues one of them. Several threads may do so at once, each for another. */
  void issue(int index) {
    results[index] = issue(secrets.get(index));
  }

  /** What was issued, once all of it is; reports what went wrong. */
  List<Sealed> collect(List<String> notes) {
    List<Sealed> issued = new ArrayList<>();
    for (Issuance result : results) {
      result.problem().ifPresent(bench.report()::add);
      result.sealed().ifPresent(issued::add);
    }
    if (!issued.isEmpty()) {
      notes.add("issued cacerts for " + names(issued));
    }
    return issued;
  }

  /** What one thread made: a sealed file, something to say, or both. */
  private record Issuance(Optional<Sealed> sealed, Optional<Diagnostic> problem) {}

  private Issuance issue(SecretPlan secret) {
    Mesh mesh = bench.plan().mesh();
    int generation = generation(secret);
    List<String> trusted = pems.known(roots.of(secret, old()).trusted());
    try (CertificateAuthority intermediate =
            CacertsSecret.issue(mesh, secret.owner(), generation, chain, bench.issuer());
        SecretManifest manifest =
            CacertsSecret.manifest(
                mesh, chain.cacerts(intermediate, pems.text(trusted)), bench.now())) {
      LockedCertificate facts =
          CertificateEntry.of(intermediate, generation, chain.root().sha256());
      Sealed sealed =
          bench
              .sealing()
              .seal(secret, manifest, Optional.of(facts), Optional.empty())
              .trusting(trusted);
      Instant asked = bench.now().plus(mesh.trust().intermediate().validity().duration());
      return new Issuance(
          Optional.of(sealed),
          facts.notAfter().isBefore(asked)
              ? Optional.of(cutShort(secret, facts))
              : Optional.empty());
    } catch (PkiException e) {
      return new Issuance(Optional.empty(), Optional.of(refused(secret, e)));
    }
  }

  /** Of a mesh without a root so far, the one that signs. */
  private String old() {
    return bench
        .committed()
        .root()
        .map(LockedCertificate::sha256)
        .orElseGet(() -> chain.root().sha256());
  }

  private int generation(SecretPlan secret) {
    return bench
        .committed()
        .facts(secret)
        .flatMap(SealedFacts::certificate)
        .map(certificate -> certificate.generation() + 1)
        .orElse(1);
  }

  private Diagnostic refused(SecretPlan secret, PkiException e) {
    return Diagnostic.of(
            Code.ROOT_UNUSABLE,
            at(signer()),
            "cannot issue cacerts for \"" + secret.owner() + "\": " + e.getMessage())
        .expecting("a root that is valid and may sign intermediates");
  }

  private Diagnostic cutShort(SecretPlan secret, LockedCertificate facts) {
    String validity = bench.plan().mesh().trust().intermediate().validity().text();
    return Diagnostic.of(
            Code.ROOT_ENDS_FIRST,
            at(secret),
            "the intermediate of \""
                + secret.owner()
                + "\" ends with its root on "
                + facts.notAfter())
        .expecting("a root that outlives " + validity)
        .hinting("replace the root first: `meshgen trust rotate root distribute`");
  }

  private SecretPlan signer() {
    SecretPlan secret =
        chain.isRoot() ? bench.plan().root().orElseThrow() : bench.plan().issuer().orElseThrow();
    return chain.root().sha256().equals(old())
        ? secret
        : (chain.isRoot() ? bench.plan().nextRoot() : bench.plan().nextIssuer()).orElseThrow();
  }

  private Span at(SecretPlan secret) {
    return Span.of(bench.committed().folder() + "/" + secret.path());
  }

  private static String names(List<Sealed> sealed) {
    return sealed.size() > 5
        ? sealed.size() + " clusters"
        : String.join(", ", sealed.stream().map(each -> each.secret().owner()).toList());
  }
}
