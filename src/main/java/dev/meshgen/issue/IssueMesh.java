package dev.meshgen.issue;

import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.ClusterLock;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.lock.MeshLock;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.lock.WriterVersion;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.sops.SopsReaders;
import dev.meshgen.tree.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Carries out the decisions of one run. Opens the root at most once. */
final class IssueMesh {
  /** Of more files that were resealed, only their number is said. */
  private static final int MOST_NAMED = 5;

  private final IssuingTools bench;
  private final MeshPlan plan;
  private final AdoptSealed adopt;
  private final PublicParts publicParts;
  private final boolean strangers;
  private final Sessions sessions;
  private final List<String> notes = new ArrayList<>();
  private final SortedMap<String, byte[]> signed = new TreeMap<>();

  /**
   * The work of one run.
   *
   * @param strangers whether a root may be minted that no key at hand opens
   * @param sessions what a server that signs is asked with
   */
  IssueMesh(IssuingTools bench, boolean strangers, Sessions sessions) {
    this.bench = bench;
    this.strangers = strangers;
    this.sessions = sessions;
    this.plan = bench.plan();
    this.adopt = new AdoptSealed(bench);
    this.publicParts = new PublicParts(plan, bench.committed());
  }

  /** Makes what a server is asked with. */
  interface Sessions {
    SigningServer.Session of(
        NamesOfMesh names, Instant at, Optional<String> rootPem, String otherwise);
  }

  /** Empty when something is wrong; the report says what. */
  Optional<Issued> run(Map<SecretPlan, Decision> decisions, HandedSecrets handed) {
    List<Sealed> all = new ArrayList<>();
    RootPems pems = RootPems.of(bench.committed());
    IssueRotation rotation = new IssueRotation(bench, pems, notes);
    if (!rotation.arrive(adopt, strangers, all)) {
      return Optional.empty();
    }
    Optional<String> rootPem = Optional.empty();
    Optional<LockedCertificate> rootFacts = Optional.empty();
    if (plan.signs().isElsewhere()) {
      Optional<ImportedRoot> root = signElsewhere(decisions, handed, pems, all);
      if (bench.report().hasErrors()) {
        return Optional.empty();
      }
      rootPem = root.map(ImportedRoot::pem);
      rootFacts = root.map(ImportedRoot::facts);
    } else if (plan.root().isPresent()) {
      rootPem =
          new SignByRoot(bench, adopt, pems, strangers, notes)
              .run(plan.root().get(), decisions, all);
      if (rootPem.isEmpty()) {
        return Optional.empty();
      }
    }
    keepResealAndAdopt(decisions, all, rootFacts.map(LockedCertificate::sha256));
    rotation.rebundle(decisions, all);
    new IssueRemotes(bench).run(decisions, handed.credentials(), all, notes);
    if (bench.report().hasErrors()) {
      return Optional.empty();
    }
    List<Sealed> done = bench.sealing().settle(new PlaceRevocations(bench).into(all));
    signed.putAll(bench.revoking().own().files(done));
    notes.addAll(bench.revoking().notes());
    return bench.report().hasErrors()
        ? Optional.empty()
        : Optional.of(collect(rotation, done, rootPem, rootFacts));
  }

  /** Has signed what is to be signed by a key that is not that of a root of the tree. */
  private Optional<ImportedRoot> signElsewhere(
      Map<SecretPlan, Decision> decisions, HandedSecrets handed, RootPems pems, List<Sealed> all) {
    return switch (plan.signs()) {
      case SERVER -> new IssueByServer(bench, sessions, pems, notes).run(decisions, all);
      case CEREMONY -> new IssueAnswered(bench, handed, pems, notes).run(decisions, all, signed);
      default -> new IssueImported(bench, handed, pems, notes).run(decisions, all);
    };
  }

  private void keepResealAndAdopt(
      Map<SecretPlan, Decision> decisions, List<Sealed> all, Optional<String> importedRoot) {
    List<SecretPlan> toReseal =
        decisions.keySet().stream()
            .filter(secret -> decisions.get(secret) == Decision.RESEAL)
            .toList();
    reseal(toReseal, all);
    for (Map.Entry<SecretPlan, Decision> entry : decisions.entrySet()) {
      SecretPlan secret = entry.getKey();
      if (entry.getValue() == Decision.KEEP) {
        all.add(kept(secret));
        if (!bench.committed().pathOf(secret).equals(secret.path())) {
          notes.add("moved the credential of " + secret.owner() + " to " + secret.path());
        }
      } else if (entry.getValue() == Decision.ADOPT && !isAdopted(secret)) {
        note("adopted", adopt.adopt(secret, importedRoot.or(() -> rootSha256(all))), all);
      }
    }
  }

  /** A request that is still open may have to be answered by another root from now on. */
  private Sealed kept(SecretPlan secret) {
    Sealed kept = bench.sealing().keep(secret);
    return secret.kind() == SecretPlan.Kind.REQUEST && bench.rotation().asks(secret.owner())
        ? kept.leadingTo(
            new RootsOfRun(bench.committed(), bench.rotation())
                .asked(plan.cacerts(secret.owner()).orElseThrow()))
        : kept;
  }

  /** A root that signs has been needed before. */
  private boolean isAdopted(SecretPlan secret) {
    return secret.kind() == SecretPlan.Kind.ROOT && !plan.signs().isElsewhere();
  }

  private void reseal(List<SecretPlan> secrets, List<Sealed> all) {
    List<Optional<Sealed>> results = new ArrayList<>();
    Report[] reports = new Report[secrets.size()];
    secrets.forEach(secret -> results.add(Optional.empty()));
    Workers.onAllCores(
        reports.length,
        i -> {
          reports[i] = new Report();
          results.set(i, reseal(secrets.get(i), reports[i]));
        });
    for (Report each : reports) {
      bench.report().addAll(each.diagnostics());
    }
    List<Sealed> done = new ArrayList<>(results.stream().flatMap(Optional::stream).toList());
    all.addAll(done);
    done.removeIf(
        each -> Arrays.equals(each.bytes(), bench.committed().sealed().get(each.secret().path())));
    if (done.size() > MOST_NAMED) {
      notes.add("resealed " + done.size() + " files");
    } else {
      done.forEach(each -> notes.add("resealed " + each.secret().path()));
    }
  }

  /**
   * What becomes readable has to be what its lock says; what was readable has been compared when it
   * was decided to reseal it.
   */
  private Optional<Sealed> reseal(SecretPlan secret, Report report) {
    byte[] before = bench.committed().sealed().get(secret.path());
    Optional<Sealed> resealed = bench.sealing().reseal(secret, bench.opener().reporting(report));
    Optional<Diagnostic> problem =
        resealed
            .filter(each -> !SopsReaders.differInKeysOnly(before, each.bytes()))
            .flatMap(each -> publicParts.problem(secret, each.bytes(), each.facts()));
    problem.ifPresent(report::add);
    return problem.isPresent() ? Optional.empty() : resealed;
  }

  private void note(String what, Optional<Sealed> done, List<Sealed> all) {
    if (done.isPresent()) {
      all.add(done.get());
      notes.add(what + " " + done.get().secret().path());
    }
  }

  private static Optional<String> rootSha256(List<Sealed> all) {
    return all.stream()
        .filter(each -> each.secret().kind() == SecretPlan.Kind.ROOT)
        .flatMap(each -> each.facts().certificate().stream())
        .map(LockedCertificate::sha256)
        .findFirst();
  }

  private Issued collect(
      IssueRotation rotation,
      List<Sealed> made,
      Optional<String> rootPem,
      Optional<LockedCertificate> rootFacts) {
    List<Sealed> all = rotation.settle(made);
    SortedMap<String, byte[]> bytes = new TreeMap<>();
    SortedMap<String, SealedFacts> root = new TreeMap<>();
    Map<String, SortedMap<String, SealedFacts>> byCluster = new TreeMap<>();
    plan.clusters().forEach(cluster -> byCluster.put(cluster.name(), new TreeMap<>()));
    for (Sealed sealed : all) {
      SecretPlan secret = sealed.secret();
      bytes.put(secret.path(), sealed.bytes());
      (secret.isSigner() ? root : byCluster.get(secret.owner())).put(secret.path(), sealed.facts());
    }
    String mesh = plan.mesh().name();
    SortedMap<String, ClusterLock> locks = new TreeMap<>();
    byCluster.forEach(
        (cluster, facts) -> locks.put(cluster, new ClusterLock(mesh, cluster, facts)));
    return new Issued(
        Collections.unmodifiableSortedMap(bytes),
        Collections.unmodifiableSortedMap(signed),
        rotation.certificates(rootPem),
        new MeshLock(
            mesh,
            writer(),
            rotation.root(rootFacts),
            rotation.after(all),
            root,
            bench.revoking().revoked()),
        Collections.unmodifiableSortedMap(locks),
        rootKey(rotation, bytes),
        List.of(),
        List.copyOf(notes),
        Collections.emptySortedSet());
  }

  /** A meshgen without a version leaves what the last one wrote. */
  private Optional<String> writer() {
    return WriterVersion.current().or(() -> bench.committed().meshLock().flatMap(MeshLock::writer));
  }

  private Issued.KeyChange rootKey(IssueRotation rotation, SortedMap<String, byte[]> bytes) {
    if (rotation.isOver() || plan.secrets().stream().anyMatch(bench.committed()::isLeftBehind)) {
      return Issued.KeyChange.REPLACED;
    }
    boolean resealed =
        plan.secrets().stream()
            .filter(SecretPlan::isSigner)
            .map(SecretPlan::path)
            .filter(path -> bench.committed().sealed().containsKey(path))
            .anyMatch(
                path -> !Arrays.equals(bench.committed().sealed().get(path), bytes.get(path)));
    return resealed ? Issued.KeyChange.RESEALED : Issued.KeyChange.KEPT;
  }
}
