package dev.meshgen.issue;

import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealRule;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.SopsReaders;
import java.util.Optional;

/** Verifies a sealed file that somebody else wrote last, and describes it for its lock. */
final class AdoptSealed {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final SealedFileOpener opener;
  private final DescribeSealed content;
  private final AdoptionRefusals refusals;

  AdoptSealed(IssuingTools bench) {
    this.plan = bench.plan();
    this.committed = bench.committed();
    this.opener = bench.opener();
    this.content = new DescribeSealed(bench);
    this.refusals = new AdoptionRefusals(bench);
  }

  Optional<Sealed> adopt(SecretPlan secret, Optional<String> rootSha256) {
    byte[] bytes = committed.sealed().get(secret.path());
    if (!recipientsMatch(secret, bytes)) {
      return Optional.empty();
    }
    Optional<SecretManifest> opened =
        opener.open(secret.path(), bytes, "it must be verified before it is adopted");
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (SecretManifest manifest = opened.get()) {
      if (!readsAsRendered(secret, manifest)) {
        return Optional.empty();
      }
      return content
          .describe(secret, bytes, manifest, rootSha256)
          .filter(described -> showsWhatItHolds(described, manifest))
          .map(this::withKnownInputs);
    } catch (PkiException e) {
      refusals.add(
          secret,
          e.getMessage(),
          secret.kind() == SecretPlan.Kind.ROOT
              ? AdoptionRefusals.IMPORT
              : AdoptionRefusals.RESTORE);
      return Optional.empty();
    }
  }

  /** The MAC covers values but not keys: who sealed the file could have renamed a field. */
  private boolean readsAsRendered(SecretPlan secret, SecretManifest manifest) {
    Optional<String> difference =
        new ReadableFields(plan.mesh()).difference(secret, manifest.rule(), manifest.fields());
    difference.ifPresent(
        why -> refusals.add(secret, why, "restore the file from Git, or fix it with `sops edit`"));
    return difference.isEmpty();
  }

  /** What can be read is what later runs compare, to the byte. */
  private boolean showsWhatItHolds(Sealed described, SecretManifest manifest) {
    SecretPlan secret = described.secret();
    if (secret.kind() != SecretPlan.Kind.CACERTS || manifest.rule() != SealRule.KEYS) {
      return true;
    }
    Optional<String> difference =
        new ReadableCertificates(plan, committed, new RootBundles())
            .difference(
                new ReadableFields(plan.mesh()).values(secret, manifest.fields()),
                described.facts());
    difference.ifPresent(why -> refusals.add(secret, why));
    return difference.isEmpty();
  }

  private boolean recipientsMatch(SecretPlan secret, byte[] bytes) {
    try {
      String difference = SopsReaders.of(bytes).difference(secret.recipients());
      if (difference.isEmpty()) {
        return true;
      }
      refusals.add(secret, "its recipients differ from the spec: it is sealed " + difference);
    } catch (SealException e) {
      refusals.add(secret, e.getMessage());
    }
    return false;
  }

  /** What the file was made from does not change by being adopted. */
  private Sealed withKnownInputs(Sealed adopted) {
    SecretPlan secret = adopted.secret();
    return committed
        .facts(secret)
        .map(before -> adopted.facts().madeFrom(before.inputs()).replacing(before))
        .map(facts -> new Sealed(secret, adopted.bytes(), facts))
        .orElse(adopted);
  }
}
