package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.ShellWord;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Layout;
import java.util.List;

/** Says why a sealed file can neither stay nor be made, and what to do. */
final class DecisionRefusals {
  private final MeshPlan plan;
  private final CommittedSecrets committed;

  DecisionRefusals(MeshPlan plan, CommittedSecrets committed) {
    this.plan = plan;
    this.committed = committed;
  }

  private Span at(SecretPlan secret) {
    return Span.of(committed.folder() + "/" + committed.pathOf(secret));
  }

  Diagnostic lost(SecretPlan secret) {
    return Diagnostic.of(
            Code.SEALED_LOST, at(secret), "the sealed file is missing, but listed in its lock")
        .expecting("the committed file")
        .hinting("restore it from Git" + Remedy.orAnew(plan, secret));
  }

  Diagnostic changed(SecretPlan secret) {
    return Diagnostic.of(Code.SEALED_CHANGED, at(secret), "the sealed file differs from its lock")
        .expecting("the bytes committed with the lock")
        .hinting(
            secret.isStored()
                ? "restore it from Git" + Remedy.orAnew(plan, secret)
                : "restore it from Git; if sops changed it on purpose, run `meshgen adopt "
                    + secret.path()
                    + "`");
  }

  Diagnostic lockLost(SecretPlan secret) {
    if (secret.isNext() && committed.meshLock().isPresent() && committed.rotation().isEmpty()) {
      return Diagnostic.of(
              Code.LOCK_LOST,
              at(secret),
              "no lock describes this key, and no rotation of the root is in progress")
          .expecting("an entry in " + Layout.ROOT_LOCK + ", or no such file")
          .hinting(
              "delete it if its rotation has ended; otherwise, restore "
                  + Layout.ROOT_LOCK
                  + " from Git");
    }
    return Diagnostic.of(Code.LOCK_LOST, at(secret), "no lock describes this sealed file")
        .expecting(
            secret.isSigner()
                ? "an entry in " + Layout.ROOT_LOCK
                : "an entry in " + Layout.cluster(secret.owner()).lock())
        .hinting(
            secret.isStored()
                ? "restore the lock from Git, or remove the file and run `meshgen publish`, which"
                    + " reuses the key in Vault"
                : "restore the lock from Git, or run `meshgen adopt "
                    + String.join(" ", withoutLock(secret))
                    + "` with an identity that opens the file");
  }

  /** A lost lock leaves all its files without an entry; adopting one alone would not do. */
  private List<String> withoutLock(SecretPlan secret) {
    return plan.secrets().stream()
        .filter(
            each ->
                each.isSigner()
                    ? secret.isSigner()
                    : !secret.isSigner() && each.owner().equals(secret.owner()))
        .filter(each -> committed.sealed().containsKey(each.path()))
        .filter(each -> committed.facts(each).isEmpty())
        .map(each -> ShellWord.of(each.path()))
        .toList();
  }

  Diagnostic signerMissing(SecretPlan secret) {
    boolean there = committed.facts(secret).isPresent();
    return Diagnostic.of(
            Code.SIGNING_KEY_MISSING,
            at(secret),
            "\""
                + secret.owner()
                + "\" needs "
                + (there ? "another intermediate" : "cacerts")
                + ", and the tree holds no key to sign "
                + (there ? "it" : "them")
                + " with")
        .expecting("the key of the root, or of an authority below it")
        .hinting(
            "run `meshgen trust import --certificate FILE --key FILE`, or import the cacerts of the"
                + " cluster with `meshgen trust import "
                + secret.owner()
                + " --cacerts FILE`");
  }

  Diagnostic rootLost(SecretPlan secret) {
    return Diagnostic.of(
            Code.SEALED_LOST,
            at(secret),
            "the root is missing, but the folder holds files of this mesh")
        .expecting(Layout.ROOT_KEY + " and " + Layout.ROOT_LOCK + " as they were committed")
        .hinting(
            "restore both from Git; a new root is minted only into a folder without any file of"
                + " the mesh");
  }

  Diagnostic rootElsewhere() {
    return Diagnostic.of(
            Code.ROTATION_AUTHORITY,
            plan.mesh().trust().authority().settings().document(),
            "the root of this mesh was created elsewhere, and `trust.authority: generated` would"
                + " create another")
        .expecting("an authority below the root trusted by clusters")
        .hinting(
            "set `trust.authority` to one that signs below that root: `files`, `csr` or `vault`");
  }

  /** Of a tree whose clusters have been rendered without a root in it. */
  Diagnostic rootUnknown() {
    return Diagnostic.of(
            Code.ROTATION_AUTHORITY,
            plan.mesh().trust().authority().settings().document(),
            "certificates of this mesh were issued elsewhere, and `trust.authority: generated`"
                + " would create another root")
        .expecting("an authority below the root trusted by clusters")
        .hinting(
            "set `trust.authority` to one that signs below that root: `files`, `csr` or `vault`; if"
                + " no cluster has applied this tree, remove it and render again");
  }

  Diagnostic rootChanged(SecretPlan secret) {
    return Diagnostic.of(
            Code.ROOT_CHANGED, at(secret), "trust.root in the spec differs from the existing root")
        .expecting("the key kind and validity recorded in " + Layout.ROOT_LOCK)
        .hinting("revert the change, or replace the root: `meshgen trust rotate root distribute`");
  }

  Diagnostic foreignIssuer(SecretPlan secret) {
    return Diagnostic.of(
            Code.FOREIGN_ISSUER, at(secret), "the intermediate was issued by another root")
        .expecting("an intermediate of the root in " + Layout.ROOT_LOCK)
        .hinting(
            "restore the matching locks from Git, or run `meshgen rotate " + secret.owner() + "`");
  }
}
