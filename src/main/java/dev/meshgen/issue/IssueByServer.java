package dev.meshgen.issue;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.pki.SignedIntermediate;
import dev.meshgen.pki.SigningChain.Validation;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has a server sign what is missing. The first answer says what the root of the mesh is. */
final class IssueByServer {
  /** Most of the time is the server's, which is to have some left for others. */
  private static final int AT_ONCE = 4;

  private final IssuingTools bench;
  private final MeshPlan plan;
  private final IssueMesh.Sessions sessions;
  private final RootPems pems;
  private final List<String> notes;

  IssueByServer(
      IssuingTools bench, IssueMesh.Sessions sessions, RootPems pems, List<String> notes) {
    this.bench = bench;
    this.plan = bench.plan();
    this.sessions = sessions;
    this.pems = pems;
    this.notes = notes;
  }

  /** Adds what was issued; empty if there is no root yet, or something is wrong. */
  Optional<ImportedRoot> run(Map<SecretPlan, Decision> decisions, List<Sealed> all) {
    GivenRoot given = new GivenRoot(bench);
    Optional<ImportedRoot> root = given.committed();
    if (bench.report().hasErrors()) {
      return Optional.empty();
    }
    List<SecretPlan> toSign =
        plan.clusters().stream()
            .flatMap(cluster -> cluster.cacerts().stream())
            .filter(secret -> decisions.get(secret) == Decision.ISSUE)
            .toList();
    if (toSign.isEmpty()) {
      return root;
    }
    SigningServer server = Authorities.of(plan.mesh()).server().orElseThrow();
    Validation validation = new Validation(bench.now(), plan.mesh().trustDomain());
    try (IntermediateSigner signer =
        server.connect(sessions.of(validation, root.map(ImportedRoot::pem)))) {
      return sign(signer, toSign, root, all);
    } catch (SigningFailed e) {
      e.diagnostics().forEach(bench.report()::add);
      return Optional.empty();
    }
  }

  private Optional<ImportedRoot> sign(
      IntermediateSigner signer,
      List<SecretPlan> toSign,
      Optional<ImportedRoot> root,
      List<Sealed> all) {
    IssueCacerts cacerts = new IssueCacerts(bench, signer, toSign, pems);
    Workers.computing(toSign.size(), AT_ONCE, cacerts::issue);
    all.addAll(cacerts.collect(notes));
    signer.remarks().forEach(bench.report()::add);
    List<ImportedRoot> found = new ArrayList<>();
    root.ifPresent(found::add);
    for (SignedIntermediate answer : cacerts.answers()) {
      found.add(ImportedRoot.of(answer.rootPem(), answer.root()));
    }
    return new GivenRoot(bench).only(found);
  }
}
