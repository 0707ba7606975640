package dev.meshgen.issue;

import dev.meshgen.authority.IntermediateSigner;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.SecretPlan;
import java.util.List;
import java.util.Optional;

/** Signs with a key of the tree that was imported, or that signed before another authority did. */
final class SignByKey {
  private final IssuingTools bench;
  private final RootPems pems;
  private final List<String> notes;

  SignByKey(IssuingTools bench, RootPems pems, List<String> notes) {
    this.bench = bench;
    this.pems = pems;
    this.notes = notes;
  }

  /**
   * Adds what it signed; reports why it could not.
   *
   * @param root SHA-256 of the root that the key has to lead to
   */
  void sign(List<SecretPlan> toSign, String root, List<Sealed> all) {
    Optional<ImportedSigner.Opened> opened = new ImportedSigner(bench).open(toSign, root);
    if (opened.isEmpty()) {
      return;
    }
    SecretPlan key = opened.get().key();
    SigningChain chain = opened.get().chain();
    try (IntermediateSigner signer = new OwnSigner(bench, chain, key)) {
      IssueCacerts cacerts = new IssueCacerts(bench, signer, toSign, pems);
      bench.making(toSign.size(), cacerts::issue);
      all.addAll(cacerts.collect(notes));
      bench.revoking().signer(chain.authority());
    } catch (PkiException e) {
      bench.report().add(RevocationRun.signsNoLists(bench, key, e));
    }
  }
}
