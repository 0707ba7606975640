package dev.meshgen.issue;

import dev.meshgen.delivery.Engine;
import dev.meshgen.delivery.Engines;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.issue.SealSecret.Sealed;
import dev.meshgen.lock.SealedFacts;
import dev.meshgen.pki.CertificateAuthority;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.recipient.Recipient;
import dev.meshgen.seal.SealException;
import dev.meshgen.seal.SealException.MissingKey;
import dev.meshgen.seal.SecretManifest;
import dev.meshgen.seal.sops.SopsKeyKinds;
import dev.meshgen.tree.Layout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Provides the root: mints it into an empty folder, opens it when something has to be signed. */
final class IssueRoot {
  private final IssuingTools bench;
  private final AdoptSealed adopt;
  private final SecretPlan secret;

  /**
   * The root of a mesh that has one.
   *
   * @param secret its sealed key
   */
  IssueRoot(IssuingTools bench, AdoptSealed adopt, SecretPlan secret) {
    this.bench = bench;
    this.adopt = adopt;
    this.secret = secret;
  }

  /**
   * The root of this run.
   *
   * @param adopted the root's file, where this run adopted it
   * @param key to sign with, where something has to be signed; the caller closes it
   * @param minted whether the key is new, and has to be sealed
   */
  record Root(
      Optional<Sealed> adopted,
      String certificatePem,
      Optional<CertificateAuthority> key,
      boolean minted) {}

  /** A root that is to take the place of another, sealed. */
  record Minted(Sealed sealed, String pem) {}

  /** Where its key is sealed. */
  SecretPlan secret() {
    return secret;
  }

  /** Empty, and reported, when the root cannot be provided. */
  Optional<Root> provide(Decision decision, List<SecretPlan> toSign, List<String> notes) {
    if (decision == Decision.ISSUE) {
      return Optional.of(mint(notes));
    }
    Optional<Sealed> adopted =
        decision == Decision.ADOPT ? adopt.adopt(secret, Optional.empty()) : Optional.empty();
    if (decision == Decision.ADOPT && adopted.isEmpty()) {
      return Optional.empty();
    }
    adopted.ifPresent(each -> notes.add("adopted " + secret.path()));
    SealedFacts facts =
        adopted.map(Sealed::facts).orElseGet(() -> bench.committed().facts(secret).orElseThrow());
    if (!toSign.isEmpty()) {
      return open(facts, purpose(toSign))
          .map(key -> new Root(adopted, key.certificatePem(), Optional.of(key), false));
    }
    return certificate(facts).map(pem -> new Root(adopted, pem, Optional.empty(), false));
  }

  private Root mint(List<String> notes) {
    CertificateAuthority root = RootKey.mint(bench.plan().mesh(), 1, bench.issuer());
    notes.add(
        "minted the root of mesh "
            + bench.plan().mesh().name()
            + ", SHA-256 "
            + CertificateEntry.fingerprint(root));
    for (Engine engine : Engines.of(bench.plan().mesh()).all()) {
      if (engine.opensEveryCluster()
          && bench.plan().mesh().sealsBySops()
          && bench.plan().clusters().size() > 1) {
        notes.add(
            "one " + engine.name() + " opens the secrets of every cluster: protect it accordingly");
      }
    }
    return new Root(Optional.empty(), root.certificatePem(), Optional.of(root), true);
  }

  /** Makes and seals a root of a generation that has not been; it signs nothing yet. */
  Optional<Minted> mintNext(int generation, boolean strangers, List<String> notes) {
    try (CertificateAuthority root =
        RootKey.mint(bench.plan().mesh(), generation, bench.issuer())) {
      Sealed sealed = seal(root, generation);
      if (!strangers) {
        requireOpens(List.of(sealed));
      }
      notes.add(
          "minted another root of mesh "
              + bench.plan().mesh().name()
              + ", SHA-256 "
              + CertificateEntry.fingerprint(root));
      return bench.report().hasErrors()
          ? Optional.empty()
          : Optional.of(new Minted(sealed, root.certificatePem()));
    }
  }

  /** Seals a root that was minted. */
  Sealed seal(CertificateAuthority root) {
    return seal(root, 1);
  }

  private Sealed seal(CertificateAuthority root, int generation) {
    // Not closed: its key is that of the root, which signs at the same time.
    SecretManifest manifest = RootKey.manifest(bench.plan().mesh(), root);
    return bench
        .sealing()
        .seal(
            secret, manifest, Optional.of(CertificateEntry.of(root, generation)), Optional.empty());
  }

  /** A root that cannot be opened signs for no second cluster, and is lost for good. */
  void requireOpens(List<Sealed> all) {
    for (Sealed sealed : all) {
      if (sealed.secret().equals(secret)) {
        bench
            .opener()
            .refuses(sealed.bytes())
            .ifPresent(refusal -> bench.report().add(ofStrangers(refusal)));
      }
    }
  }

  private Diagnostic ofStrangers(SealException refusal) {
    String recipients =
        secret.recipients().stream().map(Recipient::toString).collect(Collectors.joining(", "));
    return Diagnostic.of(
            Code.ROOT_OF_STRANGERS,
            bench.plan().mesh().origins().at("spec", "secrets", "sops", "root"),
            "the new root would be sealed for " + recipients + ", whose identity is not at hand")
        .expecting("an identity that opens the root")
        .hinting(
            refusal.told().map(Diagnostic::hint).orElseGet(this::handedOver)
                + "; if someone else holds it, "
                + (secret.kind() == SecretPlan.Kind.ROOT
                    ? "run `meshgen render --trust-recipients`"
                    : "add --trust-recipients")
                + refusal.missing().map(MissingKey::remarks).orElse(""));
  }

  /** Of a root whose key usage leaves lists out, as that of Istio's own Makefile. */
  Diagnostic signsNoLists(PkiException e) {
    return RevocationRun.signsNoLists(bench, secret, e);
  }

  private String handedOver() {
    return SopsKeyKinds.recipients()
        .of(secret.recipients().iterator().next())
        .identity()
        .handedOver();
  }

  /** The public certificate that was committed, if it is the one the lock names. */
  private Optional<String> certificate(SealedFacts facts) {
    String expected = facts.certificate().orElseThrow().sha256();
    Optional<String> committed = bench.committed().rootPem(expected);
    if (committed.isPresent()) {
      return committed;
    }
    String purpose =
        Layout.ROOT_CERTIFICATE + " is missing or changed, and recreating it needs the root";
    return open(facts, purpose)
        .map(
            root -> {
              try (root) {
                return root.certificatePem();
              }
            });
  }

  private Optional<CertificateAuthority> open(SealedFacts facts, String purpose) {
    byte[] bytes = bench.committed().sealed().get(secret.path());
    Optional<SecretManifest> manifest = bench.opener().open(secret.path(), bytes, purpose);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try (SecretManifest opened = manifest.get()) {
      CertificateAuthority root = RootKey.read(opened);
      if (!CertificateEntry.fingerprint(root).equals(facts.certificate().orElseThrow().sha256())) {
        throw new PkiException("its root does not match its lock");
      }
      return Optional.of(root);
    } catch (PkiException e) {
      bench.report().add(SealedFileOpener.otherContent(bench.committed(), secret, e));
      return Optional.empty();
    }
  }

  static String purpose(List<SecretPlan> toSign) {
    String whom =
        toSign.size() == 1 ? "\"" + toSign.get(0).owner() + "\"" : toSign.size() + " clusters";
    return "issuing cacerts for " + whom + " needs the root's key";
  }
}
