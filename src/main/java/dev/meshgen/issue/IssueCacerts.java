package dev.meshgen.issue;

import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RequestedIntermediate;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Issues and seals the {@code cacerts} of clusters: keys from here, certificates from a signer. */
final class IssueCacerts {
  private final IssuingTools bench;
  private final IntermediateSigner signer;
  private final List<SecretPlan> secrets;
  private final RootsOfRun roots;
  private final RootPems pems;
  private final Issuance[] results;
  private volatile boolean stopped;

  /**
   * The work of one authority.
   *
   * @param pems certificates of all roots that clusters trust
   */
  IssueCacerts(
      IssuingTools bench, IntermediateSigner signer, List<SecretPlan> secrets, RootPems pems) {
    this.bench = bench;
    this.pems = pems;
    this.roots = new RootsOfRun(bench.committed(), bench.rotation());
    this.signer = signer;
    this.secrets = secrets;
    this.results = new Issuance[secrets.size()];
  }

  /** Issues one of them. Several threads may do so at once, each for another. */
  void issue(int index) {
    results[index] = stopped ? Issuance.NONE : issue(secrets.get(index));
  }

  /** What was issued, once all of it is; reports what went wrong. */
  List<Sealed> collect(List<String> notes) {
    List<Sealed> issued = new ArrayList<>();
    for (Issuance result : results) {
      result.problems().forEach(bench.report()::add);
      result.sealed().ifPresent(issued::add);
    }
    if (!issued.isEmpty()) {
      notes.add("issued cacerts for " + names(issued));
    }
    return issued;
  }

  /** The answers, of which each that failed is missing. */
  List<SignedIntermediate> answers() {
    List<SignedIntermediate> answers = new ArrayList<>();
    for (Issuance result : results) {
      result.signed().ifPresent(answers::add);
    }
    return answers;
  }

  /** What one thread made: a sealed file, something to say, or both. */
  private record Issuance(
      Optional<Sealed> sealed, Optional<SignedIntermediate> signed, List<Diagnostic> problems) {
    static final Issuance NONE = failed(List.of());

    static Issuance failed(List<Diagnostic> problems) {
      return new Issuance(Optional.empty(), Optional.empty(), problems);
    }
  }

  private Issuance issue(SecretPlan secret) {
    int generation = generation(secret);
    try {
      Optional<Issuance> left = secret.isStored() ? left(secret, generation) : Optional.empty();
      return left.isPresent() ? left.get() : signed(secret, generation);
    } catch (SigningFailed e) {
      if (e.isLasting()) {
        stopped = true;
      }
      return Issuance.failed(e.diagnostics());
    } catch (CannotKeepException e) {
      stopped = true;
      return Issuance.failed(List.of(e.diagnostic()));
    } catch (PkiException e) {
      return Issuance.failed(List.of(refused(secret, e)));
    }
  }

  private Issuance signed(SecretPlan secret, int generation) throws SigningFailed, PkiException {
    Mesh mesh = bench.plan().mesh();
    try (RequestedIntermediate requested =
        bench.issuer().request(CacertsSecret.request(mesh, secret.owner(), generation))) {
      SignedIntermediate signed = signer.sign(requested);
      List<String> trusted = roots.trusted(secret, signed, pems);
      // Not closed: its key is that of the request.
      SecretManifest manifest =
          CacertsSecret.manifest(
              mesh, requested.privateKeyPem(), signed.trusting(pems.text(trusted)), bench.now());
      LockedCertificate facts = CertificateEntry.of(signed, generation);
      String certificate = signed.readable().get(CaCerts.CA_CERT);
      bench.revoking().own().sign(secret.owner(), certificate, requested.privateKeyPem());
      Sealed sealed =
          bench
              .sealing()
              .seal(secret, manifest, Optional.of(facts), Optional.empty())
              .trusting(trusted);
      bench.revoking().intermediate(certificate, requested.privateKeyPem());
      Instant asked = bench.now().plus(mesh.trust().intermediate().validity().duration());
      return new Issuance(
          Optional.of(sealed),
          Optional.of(signed),
          facts.notAfter().isBefore(asked) && !signer.remarksOnEnds()
              ? List.of(cutShort(secret, facts))
              : List.of());
    }
  }

  /** What a run left in the store that did not come to write the tree. */
  private Optional<Issuance> left(SecretPlan secret, int generation) {
    Optional<String> root =
        (roots.isSignedByNew(secret) ? roots.newRoot() : bench.committed().root())
            .map(LockedCertificate::sha256)
            .flatMap(pems::get);
    boolean minted = !bench.plan().signs().isElsewhere() && root.isEmpty();
    return minted
        ? Optional.empty()
        : bench
            .sealing()
            .left(secret, generation, root, bench.now())
            .map(kept -> taken(secret, kept, generation));
  }

  private Issuance taken(SecretPlan secret, StoreKeeper.Kept kept, int generation) {
    SignedIntermediate signed =
        bench.plan().signs().isElsewhere() ? kept.signed() : kept.signed().sendingRoot();
    List<String> trusted = roots.trusted(secret, signed, pems);
    try (SecretManifest manifest =
        new ReadableFields(bench.plan().mesh())
            .manifest(secret, signed.trusting(pems.text(trusted)).readable())) {
      Sealed sealed =
          bench
              .sealing()
              .stored(
                  secret,
                  manifest,
                  kept.at(),
                  Optional.of(CertificateEntry.of(signed, generation)),
                  Optional.empty())
              .trusting(trusted);
      return new Issuance(Optional.of(sealed), Optional.of(signed), List.of());
    }
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
            at(secret),
            "cannot issue cacerts for \"" + secret.owner() + "\": " + e.getMessage())
        .expecting("a valid root that may sign intermediates");
  }

  private Diagnostic cutShort(SecretPlan secret, LockedCertificate facts) {
    String validity = bench.plan().mesh().trust().intermediate().validity().text();
    return Diagnostic.of(
            Code.ROOT_ENDS_FIRST,
            at(secret),
            "the intermediate of \""
                + secret.owner()
                + "\" expires with its root on "
                + facts.notAfter())
        .expecting("a root that outlives " + validity)
        .hinting("replace the root first: `meshgen trust rotate root distribute`");
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
