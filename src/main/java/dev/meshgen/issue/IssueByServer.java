package dev.meshgen.issue;

import dev.meshgen.authority.Authorities;
import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.authority.NamesOfMesh;
import dev.meshgen.authority.SigningFailed;
import dev.meshgen.authority.SigningServer;
import dev.meshgen.issue.IssueImported.ImportedRoot;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.RootPhase;
import dev.meshgen.pki.SignedIntermediate;
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
    RootsOfRun roots = new RootsOfRun(bench.committed(), bench.rotation());
    Map<Boolean, List<SecretPlan>> toSign = roots.toSign(plan, decisions);
    List<ImportedRoot> found = new ArrayList<>();
    root.ifPresent(found::add);
    if (!toSign.get(false).isEmpty()) {
      if (KeysOfTree.below(plan, bench.committed(), false).isPresent()) {
        new SignByKey(bench, pems, notes)
            .sign(toSign.get(false), root.orElseThrow().facts().sha256(), all);
      } else {
        found.addAll(ask(toSign.get(false), root.map(ImportedRoot::pem), false, all));
      }
    }
    if (!toSign.get(true).isEmpty()) {
      found.addAll(ask(toSign.get(true), roots.nextPem(pems), true, all));
    }
    return new GivenRoot(bench).only(found);
  }

  /** The roots of the answers. */
  private List<ImportedRoot> ask(
      List<SecretPlan> toSign, Optional<String> rootPem, boolean next, List<Sealed> all) {
    SigningServer server = Authorities.of(plan.mesh()).server().orElseThrow();
    NamesOfMesh names = new NamesOfMesh(plan.mesh());
    List<ImportedRoot> found = new ArrayList<>();
    try (IntermediateSigner signer =
        server.connect(sessions.of(names, bench.now(), rootPem, otherwise(next)))) {
      IssueCacerts cacerts = new IssueCacerts(bench, signer, toSign, pems);
      Workers.computing(toSign.size(), AT_ONCE, cacerts::issue);
      all.addAll(cacerts.collect(notes));
      signer.remarks().forEach(bench.report()::add);
      for (SignedIntermediate answer : cacerts.answers()) {
        found.add(ImportedRoot.of(answer.rootPem(), answer.root()));
      }
    } catch (SigningFailed e) {
      e.diagnostics().forEach(bench.report()::add);
    }
    return found;
  }

  /** What to do if the server signs below another root. */
  private String otherwise(boolean next) {
    if (next) {
      return "name in the spec an authority that signs below the new root";
    }
    return bench.committed().rotation().isPresent()
        ? "keep the authority below the old root in the spec until all clusters have left that"
            + " root; for those that can leave it now, run `"
            + RootStep.command(RootPhase.SIGN)
            + "`"
        : "name an authority below the root of the mesh, or replace the root: `"
            + RootStep.command(RootPhase.DISTRIBUTE)
            + " --certificate FILE`";
  }
}
