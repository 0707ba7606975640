package dev.meshgen.issue;

import dev.meshgen.bytes.Sha256;
import dev.meshgen.diagnostic.Code;
import dev.meshgen.diagnostic.Diagnostic;
import dev.meshgen.diagnostic.Report;
import dev.meshgen.diagnostic.Span;
import dev.meshgen.lock.LockedCertificate;
import dev.meshgen.pki.CaCerts;
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
import java.util.concurrent.ConcurrentHashMap;

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
  private final ReadableChain chain;

  /** SHA-256 of the roots, which are the same for most. */
  private final Map<String, String> roots = new ConcurrentHashMap<>();

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
    this.chain = new ReadableChain(publicParts.bundles());
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
    ExcludedNames names = new ExcludedNames(plan, committed);
    Workers.onAllCores(
        compared.length,
        i -> {
          LockedCertificate facts = facts(secrets.get(i));
          Map<String, String> files = certificates(secrets.get(i));
          if (!files.isEmpty()) {
            names.look(secrets.get(i), files);
            compared[i] = compared(files, facts);
            words.set(
                i, known.contains(compared[i]) ? Optional.empty() : chain.difference(files, facts));
          }
        });
    names.report(report);
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
    String root =
        roots.computeIfAbsent(chain.root(files, facts).orElse(""), ReadableChains::sha256);
    return sha256(files.get(CaCerts.CERT_CHAIN) + root + facts.text());
  }

  private static String sha256(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private Diagnostic differs(SecretPlan secret, String words) {
    return Diagnostic.of(
            Code.CERTIFICATE_DIFFERS,
            Span.of(committed.folder() + "/" + committed.pathOf(secret)),
            words)
        .expecting("an intermediate signed by the root of the mesh, as in its lock")
        .hinting("restore the file and its lock from Git" + Remedy.orAnew(plan, secret));
  }
}
