package dev.meshgen.issue;

import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.SigningChain;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SecretManifest;
import java.util.List;
import java.util.Optional;

/** Opens the key that signs: of the authority below the root, or else of the root. */
final class ImportedSigner {
  private final IssuingTools bench;

  ImportedSigner(IssuingTools bench) {
    this.bench = bench;
  }

  /** A key of the tree, and where it is sealed. */
  record Opened(SecretPlan key, SigningChain chain) {}

  /**
   * Empty, and reported, when it cannot be opened; the caller closes its chain.
   *
   * @param root SHA-256 of the root that it is to lead to
   */
  Optional<Opened> open(List<SecretPlan> toSign, String root) {
    boolean next =
        bench.committed().rotation().filter(each -> each.sha256().equals(root)).isPresent();
    Optional<SecretPlan> found = KeysOfTree.below(bench.plan(), bench.committed(), next);
    if (found.isEmpty()) {
      bench.report().add(IssueRotation.keyMissing(bench.committed(), toSign));
      return Optional.empty();
    }
    SecretPlan secret = found.get();
    byte[] bytes = bench.committed().sealed().get(secret.path());
    Optional<SecretManifest> manifest =
        bench.opener().open(secret.path(), bytes, IssueRoot.purpose(toSign));
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try (SecretManifest opened = manifest.get()) {
      SigningChain chain =
          secret.kind() == SecretPlan.Kind.ISSUER || secret.kind() == SecretPlan.Kind.NEXT_ISSUER
              ? IssuingKey.read(opened)
              : SigningChain.ofImportedRoot(RootKey.read(opened));
      if (!chain.root().sha256().equals(root) || !isLocked(secret, chain)) {
        chain.close();
        throw new PkiException("its authority does not match its lock");
      }
      return Optional.of(new Opened(secret, chain));
    } catch (PkiException e) {
      bench.report().add(SealedFileOpener.otherContent(bench.committed(), secret, e));
      return Optional.empty();
    }
  }

  private boolean isLocked(SecretPlan secret, SigningChain chain) {
    return bench
        .committed()
        .facts(secret)
        .flatMap(SealedFacts::certificate)
        .filter(facts -> facts.sha256().equals(chain.authority().facts().sha256()))
        .isPresent();
  }
}
