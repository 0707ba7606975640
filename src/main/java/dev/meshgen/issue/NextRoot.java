package dev.meshgen.issue;

import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.PkiException;
import dev.meshgen.pki.RootCertificate;
import dev.meshgen.tree.Layout;
import java.util.Optional;

/** Judges a root that is to take the place of the one that a mesh has. */
final class NextRoot {
  private final CommittedSecrets committed;

  NextRoot(CommittedSecrets committed) {
    this.committed = committed;
  }

  /** {@link Code#NEXT_ROOT_UNFIT}: it cannot be told from the one that is there. */
  Optional<Diagnostic> collision(RootCertificate given) {
    LockedCertificate old = committed.root().orElseThrow();
    CertificateFacts facts = given.facts();
    if (facts.sha256().equals(old.sha256())) {
      return Optional.of(unfit("it is already the root of the mesh", "pass the new root"));
    }
    if (facts.publicKeySha256().equals(old.publicKey())) {
      return Optional.of(
          unfit("it shares its key with the root of the mesh", "create a root with another key"));
    }
    return subject()
        .filter(facts.subject()::equals)
        .map(
            same ->
                unfit(
                    "it shares its subject with the root of the mesh, \""
                        + same
                        + "\": proxies look up issuers by name",
                    "create a root with another subject"));
  }

  private Optional<String> subject() {
    try {
      Optional<String> pem = committed.rootPem();
      return pem.isPresent()
          ? Optional.of(CertificateFacts.of(pem.get()).subject())
          : Optional.empty();
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  Diagnostic notAtHand() {
    return unfit(
        "meshgen creates no root when certificates come from elsewhere",
        "pass the certificate of the new root with --certificate FILE");
  }

  Diagnostic another() {
    return unfit("a root rotation is already in progress", "distribute that root, or withdraw it");
  }

  private Diagnostic unfit(String why, String way) {
    return Diagnostic.of(
            Code.NEXT_ROOT_UNFIT,
            Span.of(committed.folder() + "/" + Layout.ROOT_LOCK),
            "no new root to distribute: " + why)
        .expecting("the certificate of a root with its own key and subject")
        .hinting(way);
  }
}
