package dev.meshgen.issue;

import dev.meshgen.credential.AcceptedCredential;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.issue.Sealing.Sealed;
import dev.meshgen.model.Mesh;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.CertificateIssuer;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.tree.CertificateFacts;
import dev.meshgen.tree.ClusterLock;
import dev.meshgen.tree.MeshLock;
import dev.meshgen.tree.SealedFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Carries out the decisions of one run: opens the root at most once, issues on all cores. */
final class IssueMesh {
  /** Below this, handing work to other threads costs more than it saves. */
  private static final int WORTH_SHARING = 4;

  private final MeshPlan plan;
  private final Committed committed;
  private final CertificateIssuer issuer;
  private final Sealing sealing;
  private final Opener opener;
  private final Instant now;
  private final Report report;
  private final Adopt adopt;
  private final List<String> notes = new ArrayList<>();

  IssueMesh(
      MeshPlan plan,
      Committed committed,
      CertificateIssuer issuer,
      Sealing sealing,
      Opener opener,
      Instant now,
      Report report) {
    this.plan = plan;
    this.committed = committed;
    this.issuer = issuer;
    this.sealing = sealing;
    this.opener = opener;
    this.now = now;
    this.report = report;
    this.adopt = new Adopt(plan, committed, opener, now, report);
  }

  Optional<Issued> run(Map<SecretPlan, Decision> decisions, Map<String, AcceptedCredential> credentials) {
    List<SecretPlan> issue = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      if (decisions.get(cluster.cacerts()) == Decision.ISSUE) {
        issue.add(cluster.cacerts());
      }
    }
    List<Sealed> all = new ArrayList<>();
    Optional<String> rootPem = root(decisions.get(plan.root()), issue, all);
    if (rootPem.isEmpty()) {
      return Optional.empty();
    }
    keepAndReseal(decisions, all);
    new IssueRemotes(plan, committed, sealing, opener, now, report)
        .run(decisions, credentials, all, notes);
    return report.hasErrors() ? Optional.empty() : Optional.of(collect(all, rootPem.get()));
  }

  private Optional<String> root(Decision decision, List<SecretPlan> issue, List<Sealed> all) {
    if (decision == Decision.ADOPT) {
      Optional<Sealed> adopted = adopt.adopt(plan.root(), Optional.empty());
      adopted.ifPresent(all::add);
      return adopted.flatMap(sealed -> rootCertificate(sealed.facts()));
    }
    if (decision != Decision.ISSUE && issue.isEmpty()) {
      return rootCertificate(committed.facts(plan.root()).orElseThrow());
    }
    Optional<CertificateAuthority> opened =
        decision == Decision.ISSUE ? Optional.of(mint(all)) : openRoot(issue);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (CertificateAuthority root = opened.get()) {
      all.addAll(issue(issue, root));
      return Optional.of(root.certificatePem());
    }
  }

  private CertificateAuthority mint(List<Sealed> all) {
    CertificateAuthority root = RootKey.mint(plan.mesh(), issuer);
    try (SecretManifest manifest = RootKey.manifest(plan.mesh(), root)) {
      all.add(
          sealing.seal(
              plan.root(), manifest, Optional.of(Facts.of(root, 1)), Optional.empty()));
    }
    notes.add("minted the root of mesh " + plan.mesh().name() + ", SHA-256 " + Facts.fingerprint(root));
    return root;
  }

  private Optional<CertificateAuthority> openRoot(List<SecretPlan> issue) {
    String purpose =
        issue.isEmpty()
            ? Committed.ROOT_CERTIFICATE + " is missing or changed, and making it anew needs the root"
            : "issuing cacerts for "
                + (issue.size() == 1 ? "\"" + issue.get(0).owner() + "\"" : issue.size() + " clusters")
                + " needs the root's key";
    String path = plan.root().path();
    Optional<SecretManifest> manifest =
        opener.open(path, committed.sealed().get(path), purpose);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try (SecretManifest opened = manifest.get()) {
      CertificateAuthority root = RootKey.read(opened);
      CertificateFacts locked =
          committed.facts(plan.root()).orElseThrow().certificate().orElseThrow();
      if (!Facts.fingerprint(root).equals(locked.sha256())) {
        throw new PkiException("it holds another root than its lock says");
      }
      return Optional.of(root);
    } catch (PkiException e) {
      report.add(unreadable(path, e));
      return Optional.empty();
    }
  }

  private Diagnostic unreadable(String path, PkiException e) {
    return Diagnostic.of(
            Code.SEALED_UNREADABLE, Span.of(committed.folder() + "/" + path), e.getMessage())
        .hinting("restore the file and its lock from Git");
  }

  /** The public certificate that was committed, if it is the one the lock speaks of. */
  private Optional<String> rootCertificate(SealedFacts facts) {
    CertificateFacts locked = facts.certificate().orElseThrow();
    Optional<String> pem = committed.rootPem();
    if (pem.isPresent() && Facts.isFingerprint(pem.get(), locked.sha256())) {
      return pem;
    }
    return openRoot(List.of())
        .map(
            root -> {
              try (root) {
                return root.certificatePem();
              }
            });
  }

  private List<Sealed> issue(List<SecretPlan> secrets, CertificateAuthority root) {
    IntStream indices = IntStream.range(0, secrets.size());
    List<Issuance> results =
        (secrets.size() < WORTH_SHARING ? indices : indices.parallel())
            .mapToObj(index -> issue(secrets.get(index), root))
            .toList();
    List<Sealed> issued = new ArrayList<>();
    for (Issuance result : results) {
      result.problem().ifPresent(report::add);
      result.sealed().ifPresent(issued::add);
    }
    if (!issued.isEmpty()) {
      notes.add("issued cacerts for " + names(issued));
    }
    return issued;
  }

  /** What one thread made: a sealed file, something to say, or both. */
  private record Issuance(Optional<Sealed> sealed, Optional<Diagnostic> problem) {}

  private Issuance issue(SecretPlan secret, CertificateAuthority root) {
    Mesh mesh = plan.mesh();
    int generation = generation(secret);
    try (CertificateAuthority intermediate =
            CacertsSecret.issue(mesh, secret.owner(), generation, root, issuer);
        SecretManifest manifest =
            CacertsSecret.manifest(mesh, intermediate, root.certificatePem(), now)) {
      CertificateFacts facts = Facts.of(intermediate, generation);
      Sealed sealed = sealing.seal(secret, manifest, Optional.of(facts), Optional.empty());
      Instant asked = now.plus(mesh.trust().intermediate().validity().duration());
      return new Issuance(
          Optional.of(sealed),
          facts.notAfter().isBefore(asked) ? Optional.of(cutShort(secret, facts)) : Optional.empty());
    } catch (PkiException e) {
      return new Issuance(Optional.empty(), Optional.of(unreadable(plan.root().path(), e)));
    }
  }

  private int generation(SecretPlan secret) {
    return committed
        .facts(secret)
        .flatMap(SealedFacts::certificate)
        .map(certificate -> certificate.generation() + 1)
        .orElse(1);
  }

  private Diagnostic cutShort(SecretPlan secret, CertificateFacts facts) {
    return Diagnostic.of(
            Code.ROOT_ENDS_FIRST,
            Span.of(committed.folder() + "/" + secret.path()),
            "the intermediate of \"" + secret.owner() + "\" ends with its root on " + facts.notAfter())
        .expecting("a root that outlives " + plan.mesh().trust().intermediate().validity().text())
        .hinting("plan the rotation of the root");
  }

  private void keepAndReseal(Map<SecretPlan, Decision> decisions, List<Sealed> all) {
    decisions.forEach(
        (secret, decision) -> {
          if (decision == Decision.KEEP) {
            all.add(sealing.keep(secret));
          } else if (decision == Decision.ADOPT && secret.kind() != SecretPlan.Kind.ROOT) {
            Optional<Sealed> adopted = adopt.adopt(secret, rootSha256(all));
            adopted.ifPresent(all::add);
            adopted.ifPresent(sealed -> notes.add("adopted " + secret.path()));
          } else if (decision == Decision.RESEAL) {
            sealing.reseal(secret, opener, report).ifPresent(
                sealed -> {
                  all.add(sealed);
                  notes.add("resealed " + secret.path());
                });
          }
        });
  }

  private static Optional<String> rootSha256(List<Sealed> all) {
    return all.stream()
        .filter(sealed -> sealed.secret().kind() == SecretPlan.Kind.ROOT)
        .flatMap(sealed -> sealed.facts().certificate().stream())
        .map(CertificateFacts::sha256)
        .findFirst();
  }

  private Issued collect(List<Sealed> all, String rootPem) {
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    SortedMap<String, SealedFacts> root = new TreeMap<>();
    Map<String, SortedMap<String, SealedFacts>> byCluster = new TreeMap<>();
    for (Sealed sealed : all) {
      SecretPlan secret = sealed.secret();
      bytes.put(secret.path(), sealed.bytes());
      (secret.kind() == SecretPlan.Kind.ROOT
              ? root
              : byCluster.computeIfAbsent(secret.owner(), cluster -> new TreeMap<>()))
          .put(secret.path(), sealed.facts());
    }
    String mesh = plan.mesh().name();
    SortedMap<String, ClusterLock> locks = new TreeMap<>();
    byCluster.forEach(
        (cluster, facts) -> locks.put(cluster, new ClusterLock(mesh, cluster, facts)));
    return new Issued(
        Collections.unmodifiableSortedMap(bytes),
        rootPem,
        new MeshLock(mesh, root),
        Collections.unmodifiableSortedMap(locks),
        resealsRoot(bytes),
        List.copyOf(notes));
  }

  private boolean resealsRoot(SortedMap<String, byte[]> bytes) {
    byte[] old = committed.sealed().get(plan.root().path());
    return old != null && !Arrays.equals(old, bytes.get(plan.root().path()));
  }

  private static String names(List<Sealed> sealed) {
    return sealed.size() > 5
        ? sealed.size() + " clusters"
        : String.join(", ", sealed.stream().map(each -> each.secret().owner()).toList());
  }
}
