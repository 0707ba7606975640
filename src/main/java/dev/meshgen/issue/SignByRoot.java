package dev.meshgen.issue;

import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.issue.IssueRoot.Root;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.ClusterPlan;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs with the roots whose keys the tree holds; mints the first one of a mesh. */
final class SignByRoot {
  private final IssuingTools bench;
  private final MeshPlan plan;
  private final AdoptSealed adopt;
  private final RootPems pems;
  private final boolean strangers;
  private final List<String> notes;

  /**
   * The work of one run.
   *
   * @param strangers whether a root may be minted that no key at hand opens
   */
  SignByRoot(
      IssuingTools bench, AdoptSealed adopt, RootPems pems, boolean strangers, List<String> notes) {
    this.bench = bench;
    this.plan = bench.plan();
    this.adopt = adopt;
    this.pems = pems;
    this.strangers = strangers;
    this.notes = notes;
  }

  /**
   * Signs what is to be signed.
   *
   * @param secret the root that signs, but for what a new one signs already
   * @return the certificate of that root; empty when something is wrong
   */
  Optional<String> run(SecretPlan secret, Map<SecretPlan, Decision> decisions, List<Sealed> all) {
    RootsOfRun roots = new RootsOfRun(bench.committed(), bench.rotation());
    List<SecretPlan> toSign = new ArrayList<>();
    List<SecretPlan> toSignByNew = new ArrayList<>();
    for (ClusterPlan cluster : plan.clusters()) {
      cluster
          .cacerts()
          .filter(each -> decisions.get(each) == Decision.ISSUE)
          .ifPresent(each -> (roots.isSignedByNew(each) ? toSignByNew : toSign).add(each));
    }
    IssueRoot issueRoot = new IssueRoot(bench, adopt, secret);
    Optional<Root> root = issueRoot.provide(decisions.get(secret), toSign, notes);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    root.get().adopted().ifPresent(all::add);
    if (root.get().key().isPresent()) {
      try (CertificateAuthority key = root.get().key().get()) {
        sign(issueRoot, key, root.get().minted(), toSign, all);
      }
    }
    if (root.get().minted() && !strangers) {
      issueRoot.requireOpens(all);
    }
    return toSignByNew.isEmpty() || signByNew(toSignByNew, all)
        ? Optional.of(root.get().certificatePem())
        : Optional.empty();
  }

  private boolean signByNew(List<SecretPlan> toSign, List<Sealed> all) {
    SecretPlan secret = plan.nextRoot().orElseThrow();
    if (bench.committed().facts(secret).isEmpty()) {
      bench.report().add(IssueRotation.keyMissing(bench.committed(), toSign));
      return false;
    }
    IssueRoot issueRoot = new IssueRoot(bench, adopt, secret);
    Optional<Root> root = issueRoot.provide(Decision.KEEP, toSign, notes);
    if (root.isEmpty()) {
      return false;
    }
    try (CertificateAuthority key = root.get().key().orElseThrow()) {
      sign(issueRoot, key, false, toSign, all);
    }
    return true;
  }

  /** Seals the root's key, if it is new, and signs for the clusters, all at the same time. */
  private void sign(
      IssueRoot issueRoot,
      CertificateAuthority root,
      boolean minted,
      List<SecretPlan> toSign,
      List<Sealed> all) {
    IntermediateSigner signer = new OwnSigner(bench, SigningChain.ofRoot(root), issueRoot.secret());
    IssueCacerts cacerts = new IssueCacerts(bench, signer, toSign, pems);
    Sealed[] rootFile = new Sealed[minted ? 1 : 0];
    Workers.Computation one =
        index -> {
          if (index < rootFile.length) {
            rootFile[index] = issueRoot.seal(root);
          } else {
            cacerts.issue(index - rootFile.length);
          }
        };
    bench.making(rootFile.length + toSign.size(), one);
    all.addAll(List.of(rootFile));
    all.addAll(cacerts.collect(notes));
    try {
      bench.revoking().signer(root);
    } catch (PkiException e) {
      bench.report().add(issueRoot.signsNoLists(e));
    }
  }
}
