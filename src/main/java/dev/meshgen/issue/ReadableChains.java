package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
import dev.meshgen.pki.CertificateFacts;
import dev.meshgen.pki.ChainVerifier;
import dev.meshgen.pki.PkiException;
import dev.meshgen.plan.MeshPlan;
import dev.meshgen.plan.SecretPlan;
import dev.meshgen.tree.Workers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Verifies without a key that the certificates which sealed files show lead to the root, and are
 * what their locks say in every part. Verifying a signature takes longer than all else that is
 * compared: not again for what was right before.
 */
final class ReadableChains {
  private final MeshPlan plan;
  private final CommittedSecrets committed;
  private final PublicParts publicParts;
  private final Set<String> known;

  /**
   * A check.
   *
   * @param known what {@link #check} returned before, on this machine
   */
  ReadableChains(
      MeshPlan plan, CommittedSecrets committed, PublicParts publicParts, Set<String> known) {
    this.plan = plan;
    this.committed = committed;
    this.publicParts = publicParts;
    this.known = known;
  }

  /**
   * {@link Code#CERTIFICATE_DIFFERS}, for each file that stays and shows another.
   *
   * @return SHA-256 of what was right, with what was compared
   */
  Set<String> check(Map<SecretPlan, Decision> decisions, Report report) {
    List<SecretPlan> secrets = new ArrayList<>();
    decisions.forEach(
        (secret, decision) -> {
          boolean stays = decision == Decision.KEEP || decision == Decision.RESEAL;
          if (stays && secret.kind() == SecretPlan.Kind.CACERTS) {
            secrets.add(secret);
          }
        });
    List<Optional<String>> words = new ArrayList<>();
    String[] compared = new String[secrets.size()];
    secrets.forEach(secret -> words.add(Optional.empty()));
    Workers.onAllCores(
        compared.length,
        i -> {
          LockedCertificate facts = facts(secrets.get(i));
          Map<String, String> files = certificates(secrets.get(i));
          if (!files.isEmpty()) {
            compared[i] = compared(files, facts);
            words.set(i, known.contains(compared[i]) ? Optional.empty() : difference(files, facts));
          }
        });
    Set<String> right = new TreeSet<>();
    for (int i = 0; i < compared.length; i++) {
      if (words.get(i).isPresent()) {
        report.add(differs(secrets.get(i), words.get(i).get()));
      } else if (compared[i] != null) {
        right.add(compared[i]);
      }
    }
    return right;
  }

  private LockedCertificate facts(SecretPlan secret) {
    return committed.facts(secret).orElseThrow().certificate().orElseThrow();
  }

  private Map<String, String> certificates(SecretPlan secret) {
    return publicParts.certificates(secret, committed.sealed().get(secret.path()));
  }

  /** The same whatever other roots a cluster trusts. */
  private String compared(Map<String, String> files, LockedCertificate facts) {
    String all = files.get(CaCerts.CERT_CHAIN) + root(files, facts).orElse("") + facts.text();
    return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
  }

  /** Of several roots the one that the lock names: another is on its way in, or out. */
  private Optional<String> root(Map<String, String> files, LockedCertificate facts) {
    return publicParts
        .bundles()
        .of(files.get(CaCerts.ROOT_CERT))
        .flatMap(bundle -> bundle.pem(facts.issuer()));
  }

  private Optional<String> difference(Map<String, String> files, LockedCertificate facts) {
    try {
      CertificateFacts found = CertificateFacts.ofBundle(files.get(CaCerts.CA_CERT)).get(0);
      boolean same =
          found.serial().equals(facts.serial())
              && found.publicKeySha256().equals(facts.publicKey())
              && found.notBefore().equals(facts.notBefore())
              && found.notAfter().equals(facts.notAfter());
      if (!same) {
        return Optional.of("the lock does not describe the " + CaCerts.CA_CERT + " beside it");
      }
      Optional<String> root = root(files, facts);
      return root.isPresent()
              && ChainVerifier.leadsToRoot(files.get(CaCerts.CERT_CHAIN), root.get())
          ? Optional.empty()
          : Optional.of(CaCerts.CA_CERT + " is not signed by the root");
    } catch (PkiException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Diagnostic differs(SecretPlan secret, String words) {
    return Diagnostic.of(
            Code.CERTIFICATE_DIFFERS,
            Span.of(committed.folder() + "/" + committed.pathOf(secret)),
            words)
        .expecting("an intermediate that the root of the mesh has signed, as its lock says")
        .hinting("restore the file and its lock from Git" + Remedy.orAnew(plan, secret));
  }
}
