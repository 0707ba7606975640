package dev.meshgen.issue;

import dev.meshgen.authority.files.ImportedCacerts;
import dev.meshgen.bytes.SecretBytes;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.LockedRotation;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CaChain;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootBundle;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import dev.meshgen.tree.Workers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals what was imported, and signs with an imported key. All of a mesh leads to one root, of
 * which the tree holds the certificate, and the key only if somebody imported it.
 */
final class IssueImported {
  /** Above this, clusters are counted. */
  private static final int SHOWN = 5;

  private final IssuingTools bench;
  private final MeshPlan plan;
  private final HandedSecrets handed;
  private final List<String> notes;
  private final RootPems pems;

  IssueImported(IssuingTools bench, HandedSecrets handed, RootPems pems, List<String> notes) {
    this.pems = pems;
    this.bench = bench;
    this.plan = bench.plan();
    this.handed = handed;
    this.notes = notes;
  }

  /** The root of the mesh. */
  record ImportedRoot(String pem, LockedCertificate facts) {
    static ImportedRoot of(String pem, CertificateFacts facts) {
      return new ImportedRoot(pem, CertificateEntry.ofRoot(facts));
    }
  }

  /** Adds what it sealed; empty as long as nothing was imported, or when something is wrong. */
  Optional<ImportedRoot> run(Map<SecretPlan, Decision> decisions, List<Sealed> all) {
    Optional<ImportedRoot> root = root();
    if (root.isEmpty() || bench.report().hasErrors()) {
      return Optional.empty();
    }
    seal(decisions, root.get(), all);
    sayMissing(decisions);
    RootsOfRun roots = new RootsOfRun(bench.committed(), bench.rotation());
    Map<Boolean, List<SecretPlan>> toSign = roots.toSign(plan, decisions);
    SignByKey signer = new SignByKey(bench, pems, notes);
    if (!toSign.get(false).isEmpty()) {
      signer.sign(toSign.get(false), root.get().facts().sha256(), all);
    }
    if (!toSign.get(true).isEmpty()) {
      signer.sign(toSign.get(true), next().orElseThrow(), all);
    }
    return root;
  }

  private void seal(Map<SecretPlan, Decision> decisions, ImportedRoot root, List<Sealed> all) {
    List<SecretPlan> cacerts = new ArrayList<>();
    decisions.forEach(
        (secret, decision) -> {
          if (decision == Decision.IMPORT && secret.isSigner()) {
            all.add(signer(secret));
          } else if (decision == Decision.IMPORT) {
            cacerts.add(secret);
          }
        });
    Sealed[] sealed = new Sealed[cacerts.size()];
    String[] described = new String[cacerts.size()];
    bench.making(sealed.length, i -> sealed[i] = cacerts(cacerts.get(i), root, i, described));
    all.addAll(List.of(sealed));
    notes.addAll(
        sealed.length > SHOWN
            ? List.of("imported cacerts of " + sealed.length + " clusters")
            : List.of(described));
  }

  /** The root that is to take the place of that of the mesh. */
  private Optional<String> next() {
    return bench.committed().rotation().map(LockedRotation::sha256);
  }

  private Optional<ImportedRoot> root() {
    Optional<LockedCertificate> known = bench.committed().root();
    List<ImportedRoot> found = new ArrayList<>();
    handed.signer().ifPresent(each -> found.add(ImportedRoot.of(each.rootPem(), each.root())));
    List<ImportedCacerts> cacerts = new ArrayList<>(new TreeMap<>(handed.cacerts()).values());
    if (!cacerts.isEmpty()) {
      // The first of them may decide which root is expected of the others.
      found.add(rootOf(cacerts.remove(0), expected(known, found)));
      ImportedRoot[] others = new ImportedRoot[cacerts.size()];
      Optional<String> decided = expected(known, found);
      Workers.onAllCores(others.length, i -> others[i] = rootOf(cacerts.get(i), decided));
      found.addAll(List.of(others));
    }
    Optional<String> expected = expected(known, found);
    found.removeIf(each -> next().equals(Optional.of(each.facts().sha256())));
    found.stream()
        .filter(each -> !each.facts().sha256().equals(expected.orElseThrow()))
        .findFirst()
        .ifPresent(
            other ->
                bench
                    .report()
                    .add(GivenRoot.differs(Span.of(source(other)), other, expected.orElseThrow())));
    if (known.isEmpty()) {
      return found.stream().findFirst();
    }
    GivenRoot given = new GivenRoot(bench);
    Optional<ImportedRoot> committed = given.certificate(known.get());
    Optional<ImportedRoot> root = committed.or(() -> found.stream().findFirst());
    if (root.isEmpty()) {
      bench.report().add(given.lost());
    }
    return root;
  }

  /** That of the mesh, or else of the first import. */
  private static Optional<String> expected(
      Optional<LockedCertificate> known, List<ImportedRoot> found) {
    return known
        .or(() -> found.stream().map(ImportedRoot::facts).findFirst())
        .map(LockedCertificate::sha256);
  }

  private static ImportedRoot rootOf(ImportedCacerts cacerts, Optional<String> expected) {
    CaChain chain = cacerts.chain(expected);
    return ImportedRoot.of(chain.rootPem(), chain.root());
  }

  private Sealed signer(SecretPlan secret) {
    SigningChain chain = handed.signer().orElseThrow();
    LockedCertificate facts = CertificateEntry.of(chain.authority(), 1, chain.root().sha256());
    notes.add(
        "sealed the key of "
            + (chain.isRoot() ? "the root" : "\"" + chain.authority().facts().subject() + "\"")
            + ", SHA-256 "
            + facts.sha256());
    // Not closed: the key is that of the chain, whose owner closes it.
    return bench
        .sealing()
        .seal(
            secret,
            chain.isRoot()
                ? RootKey.manifest(plan.mesh(), chain.authority())
                : IssuingKey.manifest(plan.mesh(), chain),
            Optional.of(facts),
            Optional.empty());
  }

  private Sealed cacerts(SecretPlan secret, ImportedRoot root, int index, String[] described) {
    ImportedCacerts cacerts = handed.cacerts().get(secret.owner());
    CaChain chain = cacerts.chain(Optional.of(root.facts().sha256()));
    addList(secret.owner(), cacerts);
    described[index] =
        "imported cacerts of "
            + secret.owner()
            + ": "
            + chain.signer().subject()
            + ", "
            + chain.key()
            + ", until "
            + chain.signer().notAfter();
    return bench
        .sealing()
        .seal(
            secret,
            CacertsSecret.manifest(plan.mesh(), cacerts.files()),
            Optional.of(CertificateEntry.imported(chain)),
            Optional.empty())
        .trusting(trusted(cacerts, chain));
  }

  /** While the root is replaced, it counts what else clusters trust. */
  private List<String> trusted(ImportedCacerts cacerts, CaChain chain) {
    String issuer = chain.root().sha256();
    byte[] text = cacerts.files().get(CaCerts.ROOT_CERT).copy();
    try {
      return next().isPresent()
          ? RootBundle.of(new String(text, StandardCharsets.UTF_8)).fingerprints()
          : List.of(issuer);
    } catch (PkiException e) {
      return List.of(issuer);
    }
  }

  /** One that may sign no lists has to bring its own, which is looked at in the end. */
  private void addList(String cluster, ImportedCacerts cacerts) {
    Map<String, SecretBytes> files = cacerts.files();
    String signer = new String(files.get(CaCerts.CA_CERT).copy(), StandardCharsets.UTF_8);
    String certificate = CertificateEntry.first(signer).orElseThrow();
    bench.revoking().own().sign(cluster, certificate, files.get(CaCerts.CA_KEY));
    try {
      bench.revoking().intermediate(certificate, files.get(CaCerts.CA_KEY));
    } catch (PkiException e) {
      bench.revoking().looksAtImports();
    }
  }

  /** The others may be next, and until then nothing starts there. */
  private void sayMissing(Map<SecretPlan, Decision> decisions) {
    List<String> missing =
        plan.clusters().stream()
            .filter(cluster -> isMissing(cluster, decisions))
            .map(ClusterPlan::name)
            .toList();
    if (!missing.isEmpty()) {
      notes.add(
          "no cacerts yet for "
              + (missing.size() > SHOWN ? missing.size() + " clusters" : String.join(", ", missing))
              + ": import theirs, or let `meshgen render` issue new ones with an imported key");
    }
  }

  private static boolean isMissing(ClusterPlan cluster, Map<SecretPlan, Decision> decisions) {
    return cluster.cacerts().filter(secret -> decisions.get(secret) == Decision.ABSENT).isPresent();
  }

  private String source(ImportedRoot root) {
    return handed.cacerts().values().stream()
        .filter(each -> rootOf(each, Optional.empty()).equals(root))
        .map(ImportedCacerts::source)
        .findFirst()
        .orElse(bench.committed().folder() + "/" + Layout.ROOT_LOCK);
  }
}
